using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Waits for the next durable timer, and only for that one.</summary>
internal sealed class DurableTimers : IDisposable
{
    // Below this number, removed timers that are still in the queue are not worth the work.
    private const int FewRemoved = 1_000;

    // A system timer counts neither the time that the machine sleeps nor a step of the clock: the clock is looked at each minute.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly PriorityQueue<TimerEntry, DateTime> _queue = new();

    // Timers that may still be in the queue although their row is gone. A queue cannot be searched: they are taken out
    // together, when they are about half of it.
    private readonly HashSet<(long Execution, int TaskId)> _cancelled = [];
    private readonly HashSet<long> _ended = [];
    private readonly TimeProvider _timeProvider;
    private readonly Func<List<TimerEntry>, Task> _fire;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private int _removed;
    private bool _stopped;

    public DurableTimers(TimeProvider timeProvider, Func<List<TimerEntry>, Task> fire)
    {
        _timeProvider = timeProvider;
        _fire = fire;
        _timer = timeProvider.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The number of timers in memory: those that wait, and removed ones, about as many again at most.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count;
            }
        }
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

    /// <summary>Forgets timers whose rows have been removed.</summary>
    /// <param name="cancelled">Single timers.</param>
    /// <param name="ended">Executions that are over, each with the number of timers that it had.</param>
    public void Remove(
        IReadOnlyCollection<(long Execution, int TaskId)> cancelled, IReadOnlyCollection<(long Execution, int Timers)> ended)
    {
        lock (_lock)
        {
            _cancelled.UnionWith(cancelled);
            _ended.UnionWith(ended.Select(execution => execution.Execution));
            _removed += cancelled.Count + ended.Sum(execution => execution.Timers);
            if (_removed > FewRemoved && _removed > _queue.Count / 2)
            {
                TakeOutRemoved();
            }
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

    private void TakeOutRemoved()
    {
        var waiting = _queue.UnorderedItems.Where(item => !IsRemoved(item.Element)).ToList();
        _queue.Clear();
        _queue.TrimExcess();
        _queue.EnqueueRange(waiting);
        _cancelled.Clear();
        _ended.Clear();
        _removed = 0;
    }

    private bool IsRemoved(TimerEntry timer)
        => _ended.Contains(timer.Execution) || _cancelled.Contains((timer.Execution, timer.TaskId));

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
                _queue.Dequeue();
                if (!IsRemoved(next))
                {
                    due.Add(next);
                }
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
