namespace FunctionsExport.Tests.Transfer.Support;

/// <summary>A time that a test moves. Delays are noted, and are over when the test says so.</summary>
internal sealed class HandTime : TimeProvider
{
    private TimerCallback? _callback;
    private object? _state;

    public TimeSpan Now { get; set; }

    public TimeSpan LastDelay { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    /// <summary>Ends the delay that was begun last.</summary>
    public void EndDelay() => Interlocked.Exchange(ref _callback, null)?.Invoke(_state);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        LastDelay = dueTime;
        _state = state;
        _callback = callback;
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
