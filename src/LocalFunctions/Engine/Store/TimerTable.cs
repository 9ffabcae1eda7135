namespace LocalFunctions.Engine.Store;

/// <summary>Durable timers that have not fired.</summary>
internal static class TimerTable
{
    public static void Add(StoreConnection connection, TimerEntry timer)
        => connection.Execute(
            "INSERT INTO timers (execution, task_id, key, fire_at) VALUES (@0, @1, @2, @3)",
            timer.Execution,
            timer.TaskId,
            timer.Key,
            timer.FireAt.Ticks);

    public static List<TimerEntry> ReadAll(StoreConnection connection)
        => connection.Query(
            "SELECT key, execution, task_id, fire_at FROM timers",
            row => new TimerEntry(row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.Time(3)));

    /// <summary>How many there are.</summary>
    public static long Count(StoreConnection connection) => (long)connection.Scalar("SELECT count(*) FROM timers")!;

    /// <summary>Fires a timer, unless it has been cancelled. Says whether its instance has something to do.</summary>
    public static bool Fire(StoreConnection connection, TimerEntry timer, DateTime now)
    {
        if (connection.Execute(
            "DELETE FROM timers WHERE execution = @0 AND task_id = @1", timer.Execution, timer.TaskId) == 0)
        {
            return false;
        }

        return timer.TaskId == TimerEntry.StartOfExecution
            ? InstanceTable.ReachStart(connection, timer.Key, timer.Execution)
            : InboxTable.AddFor(
                connection,
                timer.Key,
                timer.Execution,
                new HistoryEvent(HistoryEventKind.TimerFired, now) { TaskId = timer.TaskId });
    }

    /// <summary>Removes a timer. Says whether it had not fired.</summary>
    public static bool Cancel(StoreConnection connection, long execution, int taskId)
        => connection.Execute("DELETE FROM timers WHERE execution = @0 AND task_id = @1", execution, taskId) == 1;

    /// <summary>Removes all timers of an execution. Says how many there were.</summary>
    public static int Remove(StoreConnection connection, long execution)
        => connection.Execute("DELETE FROM timers WHERE execution = @0", execution);
}
