namespace LocalFunctions.Tests.Engine;

public sealed class ListIdsTests
{
    [Fact]
    public async Task Ended_instances_are_listed_page_by_page()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, tasks => tasks
            .AddOrchestratorFunc("Quick", _ => Task.FromResult(0))
            .AddOrchestratorFunc("Waits", context => context.WaitForExternalEvent<string>("Never")));
        foreach (var id in new[] { "c", "a", "b" })
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Quick", new StartOrchestrationOptions(id));
            await host.EndOfAsync(id);
        }

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("d"));

        var first = await host.Client.ListInstanceIdsAsync(pageSize: 2);
        var second = await host.Client.ListInstanceIdsAsync(pageSize: 2, lastInstanceKey: first.ContinuationToken);
        var none = await host.Client.ListInstanceIdsAsync(completedTimeFrom: DateTimeOffset.UtcNow.AddDays(1));

        Assert.Equal(["a", "b"], first.Values);
        Assert.Equal(["c"], second.Values);
        Assert.Null(second.ContinuationToken);
        Assert.Empty(none.Values);
    }
}
