namespace LocalFunctions.Tests.Engine;

public sealed class ScheduledStartTests
{
    [Fact]
    [Trait("Row", "L16, M7, D25")]
    public async Task Instance_is_pending_until_its_time()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);
        var startAt = DateTimeOffset.UtcNow.AddMilliseconds(600);
        await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("s1", startAt));
        var pending = await host.Client.GetInstanceAsync("s1");
        await host.Client.RaiseEventAsync("s1", "E", "kept");
        var started = await host.Client.WaitForInstanceStartAsync("s1");
        var startedAt = DateTimeOffset.UtcNow;

        var end = await host.EndOfAsync("s1");

        Assert.Equal(OrchestrationRuntimeStatus.Pending, pending!.RuntimeStatus);
        Assert.False(pending.IsRunning);
        Assert.NotEqual(OrchestrationRuntimeStatus.Pending, started.RuntimeStatus);
        Assert.True(startedAt >= startAt);
        Assert.True(end.CreatedAt < startAt);
        Assert.True(end.LastUpdatedAt >= startAt);
        Assert.Equal("kept", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Pending_instance_can_be_terminated()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);
        await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("s2", DateTimeOffset.UtcNow.AddMilliseconds(400)));

        await host.Client.TerminateInstanceAsync("s2", "never");
        var end = await host.EndOfAsync("s2");
        await Task.Delay(TimeSpan.FromMilliseconds(700));

        Assert.Equal("never", end.ReadOutputAs<string>());
        Assert.Equal(
            OrchestrationRuntimeStatus.Terminated, (await host.Client.GetInstanceAsync("s2"))!.RuntimeStatus);
    }

    [Fact]
    [Trait("Row", "H12")]
    public async Task Pending_instance_that_is_suspended_starts_when_resumed()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, Tasks);
        await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("s3", DateTimeOffset.UtcNow.AddMilliseconds(200)));
        await host.Client.SuspendInstanceAsync("s3");
        await host.Client.RaiseEventAsync("s3", "E", "kept");
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        var suspended = await host.Client.GetInstanceAsync("s3");

        await host.Client.ResumeInstanceAsync("s3");

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended!.RuntimeStatus);
        Assert.Equal("kept", (await host.EndOfAsync("s3")).ReadOutputAs<string>());
    }

    private static void Tasks(DurableTaskRegistry tasks)
        => tasks.AddOrchestratorFunc("Main", context => context.WaitForExternalEvent<string>("E"));
}
