namespace LocalFunctions.Tests.Engine;

public sealed class VersionTests
{
    [Theory]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", "", 1)]
    [InlineData("", "", 0)]
    [InlineData("alpha", "BETA", -1)]
    public async Task Instance_knows_its_version_and_compares_it(string version, string other, int expected)
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(
            store, tasks => tasks.AddOrchestratorFunc("Main", context => Task.FromResult(
                $"{context.Version} {Math.Sign(context.CompareVersionTo(other))}")));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions { Version = new TaskVersion(version) });

        Assert.Equal($"{version} {expected}", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(null, "2.0 2.0 2.0;")]
    [InlineData("1.0", "1.0 2.0 1.0;")]
    [InlineData("", " 2.0 ;")]
    public async Task Default_version_is_that_of_starts_and_children_without_one(string? version, string expected)
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(
            store,
            tasks => tasks
                .AddOrchestratorFunc("Main", async context =>
                    $"{context.Version} {await context.CallSubOrchestratorAsync<string>("Child")} "
                    + await context.CallActivityAsync<string>("Version"))
                .AddOrchestratorFunc<string>("Child", context => Task.FromResult(context.Version))
                .AddActivityFunc<string>("Version", (TaskActivityContext context) => context.Version + ";"),
            defaultVersion: "2.0");
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main",
            new StartOrchestrationOptions { Version = version is null ? default(TaskVersion?) : new TaskVersion(version) });

        Assert.Equal(expected, (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Child_has_the_version_that_its_call_names()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(
            store,
            tasks => tasks
                .AddOrchestratorFunc("Main", context => context.CallSubOrchestratorAsync<string>(
                    "Child", new SubOrchestrationOptions { Version = new TaskVersion("3.0") }))
                .AddOrchestratorFunc<string>("Child", context => Task.FromResult(context.Version)),
            defaultVersion: "2.0");
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Main");

        Assert.Equal("3.0", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Next_generation_has_the_new_version()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks.AddOrchestratorFunc("Main", context =>
        {
            if (context.Version == "1.0")
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
            }

            return Task.FromResult(context.Version);
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions { Version = new TaskVersion("1.0") });

        Assert.Equal("2.0", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_keeps_the_version()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(
            store,
            tasks => tasks.AddOrchestratorFunc<string>("Main", context => Task.FromResult(context.Version)),
            defaultVersion: "2.0");
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions { Version = new TaskVersion("1.0") });
        await host.EndOfAsync(id);

        var again = await host.EndOfAsync(await host.Client.RestartAsync(id, restartWithNewInstanceId: true));

        Assert.Equal("1.0", again.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Activity_has_the_version_of_its_orchestration_unless_told_otherwise()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Main", async context =>
                await context.CallActivityAsync<string>("Version")
                + await context.CallActivityAsync<string>("Version", new TaskOptions { Version = new TaskVersion("2") }))
            .AddActivityFunc<string>("Version", (TaskActivityContext context) => context.Version + ";"));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions { Version = new TaskVersion("1") });

        Assert.Equal("1;2;", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
