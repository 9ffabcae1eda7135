using System.Runtime.ExceptionServices;

namespace FunctionsExport.Transfer;

/// <summary>Asks every few seconds whether the copy may go on, so that a slow block does not hold up its end.</summary>
internal sealed class OwnershipWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _end;
    private readonly Task _watching;
    private ExceptionDispatchInfo? _failure;

    /// <param name="check">Throws when the copy is to stop.</param>
    /// <param name="stop">Cancelled then.</param>
    /// <param name="time">The clock.</param>
    public OwnershipWatch(Func<CancellationToken, Task> check, CancellationTokenSource stop, TimeProvider time)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        _watching = WatchAsync(check, stop, time);
    }

    /// <summary>Throws what the check has thrown, if it has.</summary>
    public void ThrowIfStopped() => _failure?.Throw();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync(Func<CancellationToken, Task> check, CancellationTokenSource stop, TimeProvider time)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, time, _end.Token);
                await check(_end.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The copy has ended by itself.
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            await stop.CancelAsync();
        }
    }
}
