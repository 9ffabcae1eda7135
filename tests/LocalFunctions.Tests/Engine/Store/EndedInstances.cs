using LocalFunctions.Engine.Store;

namespace LocalFunctions.Tests.Engine.Store;

/// <summary>Fills a store with instances that have ended.</summary>
internal static class EndedInstances
{
    public static async Task AddAsync(EventStore store, int count, DateTime endedAt, int historyLength = 0, int inputLength = 0)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            await store.WriteAsync(connection =>
            {
                foreach (var number in chunk)
                {
                    Add(connection, store.NextExecution(), endedAt, historyLength, inputLength);
                }

                return 0;
            });
        }
    }

    private static void Add(StoreConnection connection, long execution, DateTime endedAt, int historyLength, int inputLength)
    {
        var row = new InstanceRow
        {
            InstanceId = $"ended-{execution}",
            Name = "Ended",
            Execution = execution,
            Input = new string('x', inputLength),
            CreatedAt = endedAt,
            UpdatedAt = endedAt,
        };
        InstanceTable.Add(connection, row);
        InstanceTable.Update(
            connection, row with { Status = OrchestrationRuntimeStatus.Completed, HistoryLength = historyLength });
        HistoryTable.Append(
            connection,
            execution,
            0,
            [.. Enumerable.Repeat(new HistoryEvent(HistoryEventKind.TurnStarted, endedAt), historyLength)]);
    }
}
