namespace LocalFunctions.Engine.Store;

/// <summary>The history of the executions: only appended to, and removed as a whole.</summary>
internal static class HistoryTable
{
    public static List<HistoryEvent> Read(StoreConnection connection, long execution)
        => connection.Query(
            "SELECT kind, at, task_id, name, version, data, failure FROM history WHERE execution = @0 ORDER BY position",
            row => new HistoryEvent((HistoryEventKind)row.GetInt32(0), row.Time(1))
            {
                TaskId = row.GetInt32(2),
                Name = row.Text(3),
                Version = row.Text(4),
                Data = row.Text(5),
                Failure = row.Failure(6),
            },
            execution);

    public static void Append(StoreConnection connection, long execution, int position, IReadOnlyList<HistoryEvent> events)
    {
        foreach (var happened in events)
        {
            connection.Execute(
                "INSERT INTO history VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8)",
                execution,
                position++,
                (int)happened.Kind,
                happened.At.Ticks,
                happened.TaskId,
                happened.Name,
                happened.Version,
                happened.Data,
                Columns.From(happened.Failure));
        }
    }

    public static void Remove(StoreConnection connection, long execution)
        => connection.Execute("DELETE FROM history WHERE execution = @0", execution);
}
