using LocalFunctions.Tests.Engine.Store;

namespace LocalFunctions.Tests.Engine;

public sealed class StoreTests
{
    [Fact]
    public async Task Second_engine_on_a_store_is_refused()
    {
        using var store = new TemporaryStore();
        await using var first = await EngineHost.StartAsync(store, _ => { });

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => EngineHost.StartAsync(store, _ => { }));

        Assert.Contains(store.Path, e.Message, StringComparison.Ordinal);
        Assert.Contains("locked by another process", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newer_store_is_refused()
    {
        using var store = new TemporaryStore();
        await using (await EngineHost.StartAsync(store, _ => { }))
        {
        }

        store.Query("PRAGMA user_version = 1000");

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => EngineHost.StartAsync(store, _ => { }));

        Assert.Contains("has schema version 1000", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_of_another_program_is_refused_and_left_alone()
    {
        using var store = new TemporaryStore();
        store.Query("CREATE TABLE theirs (x)");

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => EngineHost.StartAsync(store, _ => { }));

        Assert.Contains("not a store of this program", e.Message, StringComparison.Ordinal);
        Assert.Equal(1L, store.Query("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task Continuing_as_new_keeps_only_the_last_history()
    {
        using var store = new TemporaryStore();
        await using (var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc<int, int>("Main", async (context, generation) =>
            {
                await context.CallActivityAsync("Nothing");
                if (generation < 10)
                {
                    context.ContinueAsNew(generation + 1);
                }

                return generation;
            })
            .AddActivityFunc("Nothing", (TaskActivityContext _) => { })))
        {
            await host.EndOfAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", 1));
        }

        // Two turns: started twice, execution started, task scheduled and completed, execution completed.
        Assert.Equal(6L, store.Query("SELECT count(*) FROM history"));
        store.AssertIntact();
    }

    [Fact]
    public async Task Purging_leaves_nothing_behind()
    {
        using var store = new TemporaryStore();
        await using (var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Main", async context =>
            {
                _ = context.CallActivityAsync("Nothing");
                _ = context.CallActivityAsync("Forever");
                _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                await context.WaitForExternalEvent<string>("E");
                return 0;
            })
            .AddActivityFunc("Nothing", (TaskActivityContext _) => { })
            .AddActivityFunc("Forever", (TaskActivityContext _) => Task.Delay(Timeout.Infinite))))
        {
            var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Main");
            await host.Client.WaitForInstanceStartAsync(id);
            await host.Client.SuspendInstanceAsync(id);
            await host.Client.RaiseEventAsync(id, "Other", "kept");
            var result = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());
            Assert.Equal(1, result.PurgedInstanceCount);
        }

        foreach (var table in new[] { "instances", "history", "inbox", "activities", "timers" })
        {
            Assert.Equal(0L, store.Query($"SELECT count(*) FROM {table}"));
        }
    }

    [Fact]
    public async Task Purging_in_steps_leaves_none_out()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, _ => { });
        await EndedInstances.AddAsync(host.Runtime.Store, 450, DateTime.UtcNow);

        var result = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());

        Assert.Equal(450, result.PurgedInstanceCount);
        Assert.Equal(0L, store.Query("SELECT count(*) FROM instances"));
    }

    [Fact]
    public async Task Client_of_an_engine_that_does_not_run_says_so()
    {
        using var store = new TemporaryStore();
        var host = await EngineHost.StartAsync(store, _ => { });
        var client = host.Client;
        await host.DisposeAsync();

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetInstanceAsync("x"));

        Assert.Equal("The durable engine is not running.", e.Message);
    }

    [Fact]
    public async Task Wait_of_a_client_ends_when_the_engine_stops()
    {
        using var store = new TemporaryStore();
        var host = await EngineHost.StartAsync(store, _ => { });
        var wait = host.Client.WaitForInstanceCompletionAsync("nobody");

        await host.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Token_that_is_none_is_refused()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, _ => { });

        var e = await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (var state in host.Client.GetAllInstancesAsync(new OrchestrationQuery(ContinuationToken: "?")))
            {
                Assert.Fail(state.InstanceId);
            }
        });

        Assert.Contains("continuation token", e.Message, StringComparison.Ordinal);
    }
}
