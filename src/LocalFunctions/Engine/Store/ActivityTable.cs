using LocalFunctions.Engine.Replay;

namespace LocalFunctions.Engine.Store;

/// <summary>Activities that have been scheduled and not acknowledged.</summary>
internal static class ActivityTable
{
    public static ActivityWork Add(StoreConnection connection, InstanceRow instance, ScheduleTaskOrchestratorAction action)
    {
        var id = (long)connection.Scalar(
            """
            INSERT INTO activities (key, instance_id, execution, task_id, name, version, input, attempt)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7) RETURNING id
            """,
            instance.Key,
            instance.InstanceId,
            instance.Execution,
            action.Id,
            action.Name,
            action.Version,
            action.Input,
            action.Attempt)!;
        return new ActivityWork(
            id,
            instance.Key,
            instance.InstanceId,
            instance.Execution,
            action.Id,
            action.Name,
            action.Version,
            action.Input,
            action.Attempt,
            instance.TraceParent);
    }

    public static List<ActivityWork> ReadAll(StoreConnection connection)
        => connection.Query(
            """
            SELECT a.id, a.key, a.instance_id, a.execution, a.task_id, a.name, a.version, a.input, a.attempt, i.trace_parent
            FROM activities a LEFT JOIN instances i ON i.key = a.key AND i.execution = a.execution ORDER BY a.id
            """,
            row => new ActivityWork(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                row.GetInt64(3),
                row.GetInt32(4),
                row.GetString(5),
                row.GetString(6),
                row.GetString(7),
                row.GetInt32(8),
                row.Text(9)));

    /// <summary>
    /// Acknowledges the work and hands its result to the execution that asked for it. Says whether that still wants it.
    /// </summary>
    public static bool Complete(StoreConnection connection, ActivityWork work, HistoryEvent result)
        => connection.Execute("DELETE FROM activities WHERE id = @0", work.Id) == 1
            && InboxTable.AddFor(connection, work.Key, work.Execution, result);

    public static void Remove(StoreConnection connection, long execution)
        => connection.Execute("DELETE FROM activities WHERE execution = @0", execution);
}
