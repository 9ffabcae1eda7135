using LocalFunctions.DurableTask;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>
/// Histories of running executions, so that a turn need not read again what an earlier one wrote. Only a turn of an execution
/// touches its entry, and turns of an execution follow one another.
/// </summary>
internal sealed class HistoryCache
{
    private const long LargestSize = 32 * 1024 * 1024;
    private const int SizeOfEvent = 128;

    private readonly Dictionary<long, IReadOnlyList<HistoryEvent>> _histories = [];
    private readonly Lock _lock = new();
    private long _size;

    /// <summary>The history, if it is here in its full length.</summary>
    public IReadOnlyList<HistoryEvent>? Find(long execution, int length)
    {
        lock (_lock)
        {
            return _histories.TryGetValue(execution, out var history) && history.Count == length ? history : null;
        }
    }

    public void Put(long execution, IReadOnlyList<HistoryEvent> history)
    {
        lock (_lock)
        {
            Drop(execution);
            var size = SizeOf(history);
            if (_size + size > LargestSize)
            {
                _histories.Clear();
                _size = 0;
            }

            if (size <= LargestSize)
            {
                _histories.Add(execution, history);
                _size += size;
            }
        }
    }

    public void Remove(long execution)
    {
        lock (_lock)
        {
            Drop(execution);
        }
    }

    private void Drop(long execution)
    {
        if (_histories.Remove(execution, out var history))
        {
            _size -= SizeOf(history);
        }
    }

    private static long SizeOf(IReadOnlyList<HistoryEvent> history)
        => history.Sum(happened => SizeOfEvent + (2L * (happened.Data?.Length ?? 0)) + SizeOf(happened.Failure));

    private static long SizeOf(TaskFailureDetails? failure)
        => failure is null
            ? 0
            : SizeOfEvent
                + (2L * ((failure.ErrorMessage?.Length ?? 0) + (failure.StackTrace?.Length ?? 0)))
                + SizeOf(failure.InnerFailure);
}
