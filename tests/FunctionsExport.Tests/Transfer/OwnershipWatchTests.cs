using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

public sealed class OwnershipWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HandTime _time = new();

    [Fact]
    public async Task Copy_that_may_not_go_on_is_stopped_and_told_why()
    {
        using var stop = new CancellationTokenSource();
        var stopped = new TaskCompletionSource();
        await using var registration = stop.Token.Register(stopped.SetResult);
        var asked = 0;
        await using var watch = new OwnershipWatch(
            _ => ++asked < 2 ? Task.CompletedTask : throw new TimeoutException("no more"), stop, _time);

        Assert.Equal(TimeSpan.FromSeconds(5), _time.LastDelay);
        watch.ThrowIfStopped();
        _time.EndDelay();
        await EndDelaysAsync(stopped.Task);

        Assert.Equal(2, asked);
        Assert.Throws<TimeoutException>(watch.ThrowIfStopped);
    }

    [Fact]
    public async Task Copy_that_has_ended_is_asked_about_no_more()
    {
        using var stop = new CancellationTokenSource();
        var watch = new OwnershipWatch(_ => throw new TimeoutException(), stop, _time);

        await watch.DisposeAsync();

        watch.ThrowIfStopped();
        Assert.False(stop.IsCancellationRequested);
    }

    private async Task EndDelaysAsync(Task until)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!until.IsCompleted)
        {
            _time.EndDelay();
            await Task.Delay(1, limit.Token);
        }
    }
}
