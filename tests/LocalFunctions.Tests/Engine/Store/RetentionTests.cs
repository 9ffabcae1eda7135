using LocalFunctions.Engine.Store;

namespace LocalFunctions.Tests.Engine.Store;

public sealed class RetentionTests
{
    private static readonly DateTime Ended = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(120, 1, 50)]
    [InlineData(10, 900, 2)]
    [InlineData(2, 5000, 1)]
    public async Task Step_is_small(int instances, int historyLength, int removed)
    {
        using var folder = new TemporaryStore();
        await using var store = EventStore.Open(folder.Path);
        await EndedInstances.AddAsync(store, instances, Ended, historyLength);

        Assert.Equal(removed, await store.WriteAsync(connection => Retention.RemoveEnded(connection, Ended)));
        Assert.Equal((long)instances - removed, folder.Query("SELECT count(*) FROM instances"));
        Assert.Equal((instances - removed) * (long)historyLength, folder.Query("SELECT count(*) FROM history"));
    }

    [Fact]
    public async Task Instance_that_ended_later_stays()
    {
        using var folder = new TemporaryStore();
        await using var store = EventStore.Open(folder.Path);
        await EndedInstances.AddAsync(store, 1, Ended);

        Assert.Equal(0, await store.WriteAsync(connection => Retention.RemoveEnded(connection, Ended.AddTicks(-1))));
    }
}
