namespace LocalFunctions.Tests.Engine;

public sealed class PurgePortionTests
{
    [Fact]
    public async Task Purge_goes_on_portion_by_portion_until_its_time_is_up()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(
            store, tasks => tasks.AddOrchestratorFunc("Later", _ => Task.FromResult(0)));
        var startAt = DateTimeOffset.UtcNow.AddDays(1);
        await Task.WhenAll(Enumerable.Range(0, 600).Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions(StartAt: startAt))));
        var pending = new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Pending]);

        var hasty = await host.Client.PurgeAllInstancesAsync(pending with { Timeout = TimeSpan.Zero });
        var rest = await host.Client.PurgeAllInstancesAsync(pending);
        var nothing = await host.Client.PurgeAllInstancesAsync(pending with { Timeout = TimeSpan.FromMinutes(1) });

        Assert.False(hasty.IsComplete);
        Assert.InRange(hasty.PurgedInstanceCount, 1, 599);
        Assert.Equal((600 - hasty.PurgedInstanceCount, null), (rest.PurgedInstanceCount, rest.IsComplete));
        Assert.Equal((0, true), (nothing.PurgedInstanceCount, nothing.IsComplete));
        Assert.Equal(0L, store.Query("SELECT (SELECT count(*) FROM instances) + (SELECT count(*) FROM timers)"));
    }
}
