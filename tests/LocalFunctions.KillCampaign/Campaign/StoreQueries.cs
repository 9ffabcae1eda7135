using LocalFunctions.Engine.Store;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>What is asked of a store that nobody has open.</summary>
internal static class StoreQueries
{
    /// <summary>Histories that are not as long as their instances say, and histories of no instance.</summary>
    public const string HistoryFaults =
        """
        SELECT instance_id || ': history of ' || history_length || ' events has ' || n || ', the last at ' || last
        FROM (SELECT instance_id, history_length, count(position) AS n, coalesce(max(position), -1) AS last
              FROM instances LEFT JOIN history USING (execution) GROUP BY key)
        WHERE n <> history_length OR last <> history_length - 1
        UNION ALL SELECT 'execution ' || execution || ' has a history and no instance'
        FROM (SELECT DISTINCT execution FROM history WHERE execution NOT IN (SELECT execution FROM instances))
        """;

    /// <summary>Messages, activities and timers that are left.</summary>
    public const string Remains =
        "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM activities) + (SELECT count(*) FROM timers)";

    private static readonly string Answers = string.Join(", ", new[]
    {
        HistoryEventKind.TaskCompleted,
        HistoryEventKind.TaskFailed,
        HistoryEventKind.SubOrchestrationCompleted,
        HistoryEventKind.SubOrchestrationFailed,
    }.Cast<int>());

    private static readonly string Unanswered =
        $"""
        NOT EXISTS (SELECT 1 FROM inbox i
                    WHERE i.execution = call.execution AND i.task_id = call.task_id AND i.kind IN ({Answers}))
        AND NOT EXISTS (SELECT 1 FROM history h
                        WHERE h.execution = call.execution AND h.task_id = call.task_id AND h.kind IN ({Answers}))
        """;

    /// <summary>The numbers of the activities that have no recorded result.</summary>
    public static readonly string OpenWork = $"SELECT id FROM activities call WHERE {Unanswered}";

    /// <summary>Calls that a running execution waits for, and that nobody will answer.</summary>
    public static readonly string LostCalls =
        $"""
        SELECT instance_id || ': nobody will answer its task ' || call.task_id
        FROM history call JOIN instances USING (execution)
        WHERE call.kind IN ({(int)HistoryEventKind.TaskScheduled}, {(int)HistoryEventKind.SubOrchestrationCreated})
          AND completed_at IS NULL
          AND {Unanswered}
          AND NOT EXISTS (SELECT 1 FROM activities a WHERE a.execution = call.execution AND a.task_id = call.task_id)
          AND NOT EXISTS (SELECT 1 FROM instances child
                          WHERE child.parent_execution = call.execution AND child.parent_task_id = call.task_id
                            AND child.completed_at IS NULL)
        """;
}
