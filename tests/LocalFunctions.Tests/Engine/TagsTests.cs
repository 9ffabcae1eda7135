namespace LocalFunctions.Tests.Engine;

public sealed class TagsTests
{
    [Fact]
    public async Task Tags_of_a_start_and_of_a_child_are_those_of_their_instances()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Main", context => context.CallSubOrchestratorAsync<int>(
                "Child",
                new SubOrchestrationOptions(new TaskOptions(tags: new Dictionary<string, string> { ["a"] = "child" }), "child")))
            .AddOrchestratorFunc("Child", _ => Task.FromResult(0)));
        await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("main") { Tags = new Dictionary<string, string> { ["a"] = "main" } });

        var main = await host.EndOfAsync("main");
        var child = await host.Client.GetInstanceAsync("child");

        Assert.Equal("main", main.Tags["a"]);
        Assert.Equal("child", child!.Tags["a"]);
    }
}
