using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Waits for the next durable timer, and only for that one.</summary>
internal sealed class DurableTimers : IDisposable
{
    // A system timer counts neither the time that the machine sleeps nor a step of the clock: the clock is looked at each minute.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly PriorityQueue<TimerEntry, DateTime> _queue = new();
    private readonly TimeProvider _timeProvider;
    private readonly Func<List<TimerEntry>, Task> _fire;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private bool _stopped;

    public DurableTimers(TimeProvider timeProvider, Func<List<TimerEntry>, Task> fire)
    {
        _timeProvider = timeProvider;
        _fire = fire;
        _timer = timeProvider.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(IEnumerable<TimerEntry> timers)
    {
        lock (_lock)
        {
            foreach (var timer in timers)
            {
                _queue.Enqueue(timer, timer.FireAt);
            }

            Rearm();
        }
    }

    /// <summary>Lets no further timer fire.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>How long to sleep until the time, to the next whole millisecond so as not to wake too early.</summary>
    internal static TimeSpan SleepUntil(DateTime fireAt, DateTime now)
    {
        var remaining = fireAt - now;
        return remaining <= TimeSpan.Zero ? TimeSpan.Zero
            : remaining >= LongestSleep ? LongestSleep
            : TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds));
    }

    private void Tick()
    {
        var due = new List<TimerEntry>();
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            var now = _timeProvider.GetUtcNow().UtcDateTime;
            while (_queue.TryPeek(out var next, out var fireAt) && fireAt <= now)
            {
                due.Add(next);
                _queue.Dequeue();
            }

            Rearm();
        }

        if (due.Count > 0)
        {
            _ = _fire(due);
        }
    }

    private void Rearm()
    {
        if (!_stopped && _queue.TryPeek(out _, out var fireAt))
        {
            _timer.Change(SleepUntil(fireAt, _timeProvider.GetUtcNow().UtcDateTime), Timeout.InfiniteTimeSpan);
        }
    }
}
