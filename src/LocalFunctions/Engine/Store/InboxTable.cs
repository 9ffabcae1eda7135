namespace LocalFunctions.Engine.Store;

/// <summary>Messages to instances, in the order in which they are to be seen.</summary>
internal static class InboxTable
{
    public static List<InboxMessage> Read(StoreConnection connection, string key)
        => connection.Query(
            """
            SELECT sequence, execution, kind, at, task_id, name, version, data, failure FROM inbox WHERE key = @0
            ORDER BY carried_over DESC, sequence
            """,
            row => new InboxMessage(
                row.GetInt64(0),
                row.IsDBNull(1) ? null : row.GetInt64(1),
                new HistoryEvent((HistoryEventKind)row.GetInt32(2), row.Time(3))
                {
                    TaskId = row.GetInt32(4),
                    Name = row.Text(5),
                    Version = row.Text(6),
                    Data = row.Text(7),
                    Failure = row.Failure(8),
                }),
            key);

    public static bool HasAny(StoreConnection connection, string key)
        => connection.Scalar("SELECT 1 FROM inbox WHERE key = @0 LIMIT 1", key) is not null;

    /// <summary>Adds a message for whichever execution there is.</summary>
    public static void Add(StoreConnection connection, string key, HistoryEvent message, bool carriedOver = false)
        => Insert(connection, key, carriedOver, null, message);

    /// <summary>Adds a message for one execution, unless that is over. Says whether it was added.</summary>
    public static bool AddFor(StoreConnection connection, string key, long execution, HistoryEvent message)
    {
        if (InstanceTable.StatusOf(connection, key, execution) is not { } status || InstanceRow.HasEndedIn(status))
        {
            return false;
        }

        Insert(connection, key, false, execution, message);
        return true;
    }

    public static void Remove(StoreConnection connection, IEnumerable<long> sequences)
    {
        foreach (var sequence in sequences)
        {
            connection.Execute("DELETE FROM inbox WHERE sequence = @0", sequence);
        }
    }

    public static void RemoveAll(StoreConnection connection, string key)
        => connection.Execute("DELETE FROM inbox WHERE key = @0", key);

    private static void Insert(
        StoreConnection connection, string key, bool carriedOver, long? execution, HistoryEvent message)
        => connection.Execute(
            """
            INSERT INTO inbox (key, carried_over, execution, kind, at, task_id, name, version, data, failure)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9)
            """,
            key,
            carriedOver ? 1 : 0,
            execution,
            (int)message.Kind,
            message.At.Ticks,
            message.TaskId,
            message.Name,
            message.Version,
            message.Data,
            Columns.From(message.Failure));
}
