namespace LocalFunctions.Engine.Store;

/// <summary>Removes what nobody will ask for any more, a part at a time so that turns are not held up.</summary>
internal static class Retention
{
    private const int InstancesAStep = 50;
    private const int HistoryAStep = 2_000;
    private const int EventsAStep = 500;

    /// <summary>Removes some of the instances that ended at the time or before. Says how many.</summary>
    public static int RemoveEnded(StoreConnection connection, DateTime until)
    {
        var oldest = connection.Query(
            $"""
            SELECT key, execution, history_length FROM instances
            WHERE completed_at IS NOT NULL AND completed_at <= @0 ORDER BY completed_at LIMIT {InstancesAStep}
            """,
            row => (Key: row.GetString(0), Execution: row.GetInt64(1), HistoryLength: row.GetInt32(2)),
            until.Ticks);
        var (removed, events) = (0, 0L);
        foreach (var instance in oldest)
        {
            events += instance.HistoryLength;
            if (removed > 0 && events > HistoryAStep)
            {
                break;
            }

            InstanceTable.Remove(connection, instance.Key, instance.Execution);
            removed++;
        }

        return removed;
    }

    /// <summary>Removes some of the events that came at the time or before, for ids that no instance has. Says how many.</summary>
    public static int RemoveEventsForNobody(StoreConnection connection, DateTime until)
        => connection.Execute(
            $"""
            DELETE FROM inbox WHERE sequence IN (
                SELECT sequence FROM inbox
                WHERE at <= @0 AND NOT EXISTS (SELECT 1 FROM instances WHERE instances.key = inbox.key)
                LIMIT {EventsAStep})
            """,
            until.Ticks);
}
