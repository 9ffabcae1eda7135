using System.Collections.Concurrent;

namespace FunctionsExport.Tests.Support;

/// <summary>A time in which delays up to a length are over at once, counted, and longer ones when a test says so.</summary>
internal sealed class ImpatientTime(TimeSpan longestDelay) : TimeProvider
{
    private readonly ConcurrentQueue<ITimer> _long = new();
    private int _delays;

    public int Delays => _delays;

    /// <summary>Called after each delay, with their count.</summary>
    public Action<int>? Delayed { get; set; }

    /// <summary>Lets the long delays begun so far be over.</summary>
    public void EndLongDelays()
    {
        foreach (var timer in _long)
        {
            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > longestDelay)
        {
            var timer = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _long.Enqueue(timer);
            return timer;
        }

        var delays = Interlocked.Increment(ref _delays);
        Delayed?.Invoke(delays);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
