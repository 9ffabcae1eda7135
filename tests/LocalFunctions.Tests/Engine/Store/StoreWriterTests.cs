using LocalFunctions.Engine.Store;

namespace LocalFunctions.Tests.Engine.Store;

public sealed class StoreWriterTests
{
    [Fact]
    public async Task Failed_operation_leaves_no_trace_and_the_others_of_its_batch_stay()
    {
        using var folder = new TemporaryStore();
        var store = EventStore.Open(folder.Path);
        var hold = new ManualResetEventSlim();
        var first = store.WriteAsync(_ =>
        {
            hold.Wait();
            return 0;
        });
        var before = store.WriteAsync(connection => Insert(connection, "before"));
        var bad = store.WriteAsync<int>(connection =>
        {
            Insert(connection, "bad");
            throw new InvalidDataException("boom");
        });
        var after = store.WriteAsync(connection => Insert(connection, "after"));
        hold.Set();

        await Task.WhenAll(first, before, after);
        var e = await Assert.ThrowsAsync<InvalidDataException>(() => bad);
        await store.DisposeAsync();

        Assert.Equal("boom", e.Message);
        Assert.Equal(
            "before,after", folder.Query("SELECT group_concat(key) FROM (SELECT key FROM inbox ORDER BY sequence)"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.WriteAsync(_ => 0));
    }

    private static int Insert(StoreConnection connection, string key)
    {
        InboxTable.Add(connection, key, new HistoryEvent(HistoryEventKind.EventRaised, DateTime.UnixEpoch) { Name = "E" });
        return 0;
    }
}
