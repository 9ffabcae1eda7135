using LocalFunctions.DurableTask.Client;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Engine.Store;

/// <summary>The instances, each with the state of its present execution.</summary>
internal static class InstanceTable
{
    internal const string Ready =
        """
        SELECT key FROM instances WHERE history_length = 0 AND start_at IS NULL AND completed_at IS NULL
        UNION SELECT DISTINCT key FROM inbox WHERE EXISTS (SELECT 1 FROM instances WHERE instances.key = inbox.key)
        """;

    private const string AllColumns =
        "instance_id, name, version, execution, history_length, status, input, output, custom_status, failure, "
        + "created_at, updated_at, start_at, parent_id, parent_name, parent_execution, parent_task_id, tags, "
        + "generation, trace_parent";

    public static InstanceRow? Find(StoreConnection connection, string key)
        => connection.Query($"SELECT {AllColumns} FROM instances WHERE key = @0", Map, key).FirstOrDefault();

    /// <summary>The instances that match, ordered by key.</summary>
    public static List<InstanceRow> List(StoreConnection connection, InstanceFilter filter)
    {
        var (condition, arguments) = filter.ToSql();
        return connection.Query(
            $"SELECT {AllColumns} FROM instances WHERE {condition} ORDER BY key LIMIT @{arguments.Length}",
            Map,
            [.. arguments, filter.Limit]);
    }

    /// <summary>
    /// Removes the instances that match, no more than the filter's limit, in the order of their keys, with all that belongs to
    /// them.
    /// </summary>
    public static List<RemovedInstance> Remove(StoreConnection connection, InstanceFilter filter)
    {
        var (condition, arguments) = filter.ToSql();
        var matching = connection.Query(
            $"SELECT key, instance_id, execution, status FROM instances WHERE {condition} ORDER BY key LIMIT @{arguments.Length}",
            row => new RemovedInstance(
                row.GetString(0), row.GetString(1), row.GetInt64(2), (OrchestrationRuntimeStatus)row.GetInt32(3)),
            [.. arguments, filter.Limit]);
        return matching.ConvertAll(
            instance => instance with { Timers = Remove(connection, instance.Key, instance.Execution) });
    }

    /// <summary>The status of an instance, if this is its present execution.</summary>
    public static OrchestrationRuntimeStatus? StatusOf(StoreConnection connection, string key, long execution)
        => connection.Scalar("SELECT status FROM instances WHERE key = @0 AND execution = @1", key, execution) is long status
            ? (OrchestrationRuntimeStatus)status
            : null;

    /// <summary>The instances whose next turn was due when the engine stopped.</summary>
    public static List<string> ReadyKeys(StoreConnection connection)
        => connection.Query(Ready, row => row.GetString(0));

    public static void Add(StoreConnection connection, InstanceRow row)
        => connection.Execute(
            """
            INSERT INTO instances (key, instance_id, name, version, execution, history_length, status, input, created_at,
                updated_at, start_at, parent_id, parent_name, parent_execution, parent_task_id, tags, trace_parent)
            VALUES (@0, @1, @2, @3, @4, 0, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14,
                @15)
            """,
            row.Key,
            row.InstanceId,
            row.Name,
            row.Version,
            row.Execution,
            (int)row.Status,
            row.Input,
            row.CreatedAt.Ticks,
            row.UpdatedAt.Ticks,
            Columns.From(row.StartAt),
            row.Parent?.InstanceId,
            row.Parent?.Name,
            row.Parent?.Execution,
            row.Parent?.TaskId,
            Columns.From(row.Tags),
            row.TraceParent);

    /// <summary>Writes what a turn changes.</summary>
    public static void Update(StoreConnection connection, InstanceRow row)
        => connection.Execute(
            """
            UPDATE instances SET version = @1, execution = @2, history_length = @3, status = @4, input = @5, output = @6,
                custom_status = @7, failure = @8, updated_at = @9, completed_at = @10, generation = @11, trace_parent = @12
            WHERE key = @0
            """,
            row.Key,
            row.Version,
            row.Execution,
            row.HistoryLength,
            (int)row.Status,
            row.Input,
            row.Output,
            row.CustomStatus,
            Columns.From(row.Failure),
            row.UpdatedAt.Ticks,
            row.HasEnded ? row.UpdatedAt.Ticks : null,
            row.Generation,
            row.TraceParent);

    /// <summary>Lets an execution begin whose time has come. Says whether there is one.</summary>
    public static bool ReachStart(StoreConnection connection, string key, long execution)
        => connection.Execute(
            "UPDATE instances SET start_at = NULL WHERE key = @0 AND execution = @1 AND completed_at IS NULL",
            key,
            execution) == 1;

    /// <summary>Removes an instance with all that belongs to it. Says how many timers it had.</summary>
    public static int Remove(StoreConnection connection, string key, long execution)
    {
        ExecutionCounter.Keep(connection, execution);
        HistoryTable.Remove(connection, execution);
        ActivityTable.Remove(connection, execution);
        InboxTable.RemoveAll(connection, key);
        connection.Execute("DELETE FROM instances WHERE key = @0", key);
        return TimerTable.Remove(connection, execution);
    }

    private static InstanceRow Map(SqliteDataReader row) => new()
    {
        InstanceId = row.GetString(0),
        Name = row.GetString(1),
        Version = row.GetString(2),
        Execution = row.GetInt64(3),
        HistoryLength = row.GetInt32(4),
        Status = (OrchestrationRuntimeStatus)row.GetInt32(5),
        Input = row.Text(6),
        Output = row.Text(7),
        CustomStatus = row.Text(8),
        Failure = row.Failure(9),
        CreatedAt = row.Time(10),
        UpdatedAt = row.Time(11),
        StartAt = row.OptionalTime(12),
        Parent = row.IsDBNull(13)
            ? null
            : new ParentLink(row.GetString(13), row.GetString(14), row.GetInt64(15), row.GetInt32(16)),
        Tags = row.Tags(17),
        Generation = row.GetInt32(18),
        TraceParent = row.Text(19),
    };
}
