namespace LocalFunctions.Engine.Store;

/// <summary>Reads about instances that need not their values.</summary>
internal static class InstanceIds
{
    public static List<string> Read(StoreConnection connection, InstanceFilter filter, IdRange range)
    {
        var (condition, arguments) = filter.ToSql();
        var next = arguments.Length;
        return connection.Query(
            $"SELECT instance_id FROM instances WHERE {condition} AND substr(instance_id, 1, length(@{next})) = @{next} "
                + $"AND instance_id {(range.IsAfter ? ">" : ">=")} @{next + 1} "
                + $"ORDER BY instance_id LIMIT @{next + 2} OFFSET @{next + 3}",
            row => row.GetString(0),
            [.. arguments, range.Prefix, range.From, range.Limit, range.Skip]);
    }

    /// <summary>The reason of an execution's last suspension or resumption.</summary>
    public static string? LastReason(StoreConnection connection, long execution)
        => connection.Scalar(
            "SELECT data FROM history WHERE execution = @0 AND kind IN (@1, @2) ORDER BY position DESC LIMIT 1",
            execution,
            (int)HistoryEventKind.ExecutionSuspended,
            (int)HistoryEventKind.ExecutionResumed) as string;
}
