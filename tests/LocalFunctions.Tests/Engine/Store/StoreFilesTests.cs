using LocalFunctions.Engine.Store;

namespace LocalFunctions.Tests.Engine.Store;

public sealed class StoreFilesTests
{
    private static readonly DateTime Ended = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Log_stays_small_although_reads_overlap()
    {
        using var folder = new TemporaryStore();
        await using var store = EventStore.Open(folder.Path);
        using var over = new CancellationTokenSource();

        // Three readers, each longer at it than the pause between two of them: at every moment somebody reads.
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
            () => ReadUntil(store, over.Token), TaskCreationOptions.LongRunning)).ToList();
        var longest = 0L;
        for (var i = 0; i < 48; i++)
        {
            await EndedInstances.AddAsync(store, 100, Ended, inputLength: 20_000);
            longest = Math.Max(longest, folder.Length("-wal"));
        }

        await over.CancelAsync();
        await Task.WhenAll(readers);

        Assert.InRange(longest, 0, 2 * WriteAheadLog.Bound);
        Assert.Equal(4800L, store.Read(connection => connection.Scalar("SELECT count(*) FROM instances")));
    }

    [Fact]
    public async Task Reader_of_another_process_holds_up_no_writes()
    {
        using var folder = new TemporaryStore();
        await using var store = EventStore.Open(folder.Path);
        using (var foreign = StoreConnection.Open(folder.Path, readOnly: true))
        {
            foreign.Execute("BEGIN");
            foreign.Scalar("SELECT count(*) FROM instances");
            await EndedInstances.AddAsync(store, 2000, Ended, inputLength: 20_000);
            Assert.True(folder.Length("-wal") > WriteAheadLog.Bound);
        }

        await store.EmptyLogAsync();

        Assert.Equal(0L, folder.Length("-wal"));
    }

    [Fact]
    public async Task Connection_that_has_failed_does_not_read_again()
    {
        using var folder = new TemporaryStore();
        await using var store = EventStore.Open(folder.Path);
        StoreConnection? failing = null;

        var e = Assert.Throws<InvalidDataException>(() => store.Read<int>(connection =>
        {
            failing = connection;
            connection.Execute("COMMIT");
            throw new InvalidDataException("boom");
        }));

        Assert.Equal("boom", e.Message);
        Assert.NotSame(failing, store.Read(connection => connection));
    }

    private static void ReadUntil(EventStore store, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            store.Read(connection =>
            {
                var count = connection.Scalar("SELECT count(*) FROM instances");
                Thread.Sleep(30);
                return count;
            });
        }
    }
}
