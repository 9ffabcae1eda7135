using LocalFunctions.Engine.Dispatch;

namespace LocalFunctions.Tests.Engine.Dispatch;

public sealed class InstanceWaitersTests
{
    [Fact]
    public async Task Waits_that_were_given_up_leave_nothing_behind()
    {
        using var store = new TemporaryStore();
        await using var host = await EngineHost.StartAsync(store, _ => { });
        using var patience = new CancellationTokenSource();
        var waits = Enumerable.Range(0, 100).Select(
            number => host.Client.WaitForInstanceCompletionAsync($"nobody-{number}", patience.Token)).ToList();
        Assert.Equal(100, host.Runtime.Waiters.Count);

        await patience.CancelAsync();

        foreach (var wait in waits)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        }

        Assert.Equal(0, host.Runtime.Waiters.Count);
    }

    [Fact]
    public async Task Wait_goes_on_when_another_gives_up()
    {
        var waiters = new InstanceWaiters();
        using var stays = waiters.NextChange("A");
        waiters.NextChange("A").Dispose();

        waiters.Signal("A");

        await stays.Changed;
        Assert.Equal(0, waiters.Count);
    }

    [Fact]
    public void Wait_for_the_next_change_outlives_the_end_of_one_for_the_last()
    {
        var waiters = new InstanceWaiters();
        var last = waiters.NextChange("A");
        waiters.Signal("A");
        using var next = waiters.NextChange("A");

        last.Dispose();

        Assert.Equal(1, waiters.Count);
        Assert.False(next.Changed.IsCompleted);
    }

    [Fact]
    public void Wait_after_the_close_is_cancelled()
    {
        var waiters = new InstanceWaiters();
        waiters.Close();

        using var wait = waiters.NextChange("A");

        Assert.True(wait.Changed.IsCanceled);
        Assert.Equal(0, waiters.Count);
    }
}
