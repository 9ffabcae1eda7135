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
