namespace LocalFunctions.Engine.Store;

/// <summary>
/// The highest number that an execution has had. A number that came twice would bring late results of a removed instance to
/// its successor.
/// </summary>
internal static class ExecutionCounter
{
    internal const string Highest =
        """
        SELECT max(
            (SELECT value FROM counters WHERE name = 'execution'),
            coalesce((SELECT max(execution) FROM instances), 0))
        """;

    public static long Read(StoreConnection connection) => (long)connection.Scalar(Highest)!;

    /// <summary>Keeps the number of an instance that is about to be removed.</summary>
    public static void Keep(StoreConnection connection, long execution)
        => connection.Execute("UPDATE counters SET value = @0 WHERE name = 'execution' AND value < @0", execution);
}
