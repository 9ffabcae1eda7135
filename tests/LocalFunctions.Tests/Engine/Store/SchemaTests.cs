using LocalFunctions.Engine.Store;

namespace LocalFunctions.Tests.Engine.Store;

public sealed class SchemaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Instances_of_an_older_store_run_on(int version)
    {
        using var store = new TemporaryStore();
        VersionOneStore.Create(store);
        foreach (var step in SchemaSteps.All.Take(version).Skip(1))
        {
            store.Query($"{step} PRAGMA user_version = {version}");
        }

        Assert.Equal((long)version, store.Query("PRAGMA user_version"));

        await using (var host = await EngineHost.StartAsync(store, Tasks))
        {
            Assert.Equal("answer", (await host.EndOfAsync("waiting")).ReadOutputAs<string>());
            Assert.Equal("heard", (await host.EndOfAsync("told")).ReadOutputAs<string>());
            Assert.Equal("answer", (await host.EndOfAsync("new")).ReadOutputAs<string>());
        }

        Assert.Equal((long)Schema.Version, store.Query("PRAGMA user_version"));
        store.AssertIntact();
    }

    [Fact]
    public async Task Upgraded_store_has_the_tables_of_a_new_one()
    {
        using var old = new TemporaryStore();
        using var fresh = new TemporaryStore();
        VersionOneStore.Create(old);
        await using (await EngineHost.StartAsync(old, Tasks))
        await using (await EngineHost.StartAsync(fresh, Tasks))
        {
        }

        const string All = "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master ORDER BY name)";
        Assert.Equal(fresh.Query(All), old.Query(All));
    }

    [Fact]
    public async Task Upgrade_that_fails_leaves_the_store_as_it_was()
    {
        using var store = new TemporaryStore();
        VersionOneStore.Create(store);
        store.Query("CREATE INDEX instances_by_completion ON instances (name)");
        var before = store.Query("SELECT count(*) FROM sqlite_master");

        await Assert.ThrowsAnyAsync<Exception>(() => EngineHost.StartAsync(store, Tasks));

        Assert.Equal(1L, store.Query("PRAGMA user_version"));
        Assert.Equal(before, store.Query("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task Number_of_a_purged_execution_is_not_given_again()
    {
        using var store = new TemporaryStore();
        await using (var host = await EngineHost.StartAsync(store, Tasks))
        {
            await host.EndOfAsync(
                await host.Client.ScheduleNewOrchestrationInstanceAsync("Asks", new StartOrchestrationOptions("first")));
            Assert.Equal(1L, store.Query("SELECT execution FROM instances"));
            await host.Client.PurgeInstanceAsync("first");
        }

        await using var second = await EngineHost.StartAsync(store, Tasks);
        await second.EndOfAsync(await second.Client.ScheduleNewOrchestrationInstanceAsync("Asks"));

        Assert.Equal(2L, store.Query("SELECT execution FROM instances"));
    }

    private static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc("Asks", context => context.CallActivityAsync<string>("Answer"));
        tasks.AddOrchestratorFunc("Listens", context => context.WaitForExternalEvent<string>("E"));
        tasks.AddActivityFunc<string>("Answer", (TaskActivityContext _) => "answer");
    }
}
