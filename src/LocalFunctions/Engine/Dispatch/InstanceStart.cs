using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Starts instances, for clients and for parents alike.</summary>
internal static class InstanceStart
{
    /// <summary>Adds the instance; one of the same id that exists is replaced with all that belongs to it.</summary>
    public static void Apply(StoreConnection connection, InstanceRow row, Effects effects)
    {
        if (InstanceTable.Find(connection, row.Key) is { } existing)
        {
            effects.AddEndedTimers(
                existing.Execution, InstanceTable.Remove(connection, existing.Key, existing.Execution));
            TellParent(connection, existing, row.CreatedAt, effects);
            if (!existing.HasEnded)
            {
                effects.Traps.Add(traps => traps.RunningReplaced(existing, row));
            }
        }

        if (string.IsNullOrWhiteSpace(row.InstanceId))
        {
            effects.Traps.Add(traps => traps.BlankId(row));
        }

        InstanceTable.Add(connection, row);
        effects.Changed.Add(row.Key);
        if (row.StartAt is { } startAt)
        {
            var timer = new TimerEntry(row.Key, row.Execution, TimerEntry.StartOfExecution, startAt);
            TimerTable.Add(connection, timer);
            effects.Timers.Add(timer);
        }
        else
        {
            effects.Wake.Add(row.Key);
        }
    }

    // A parent that waits for the replaced instance would otherwise wait for ever.
    private static void TellParent(StoreConnection connection, InstanceRow replaced, DateTime now, Effects effects)
    {
        if (replaced is not { HasEnded: false, Parent: { } parent })
        {
            return;
        }

        var message = new HistoryEvent(HistoryEventKind.SubOrchestrationFailed, now)
        {
            TaskId = parent.TaskId,
            Failure = Failures.ReplacedChild(replaced.InstanceId),
        };
        var key = InstanceRow.KeyOf(parent.InstanceId);
        if (InboxTable.AddFor(connection, key, parent.Execution, message))
        {
            effects.Wake.Add(key);
        }
    }
}
