namespace FunctionsExport.Tests.Support;

/// <summary>A time in which delays up to a length are over at once, counted, and longer ones never.</summary>
internal sealed class ImpatientTime(TimeSpan longestDelay) : TimeProvider
{
    private int _delays;

    public int Delays => _delays;

    /// <summary>Called after each delay, with their count.</summary>
    public Action<int>? Delayed { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > longestDelay)
        {
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        var delays = Interlocked.Increment(ref _delays);
        Delayed?.Invoke(delays);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
