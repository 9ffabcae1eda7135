using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Engine.Store;

/// <summary>
/// The one writer. What is asked for while a commit is under way goes into the next transaction together, each piece in a
/// savepoint of its own: it is wholly in the store or not at all, and one disk flush serves many.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private const int LargestBatch = 256;

    private readonly StoreConnection _connection;
    private readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;
    private long _commits;

    public StoreWriter(StoreConnection connection)
    {
        _connection = connection;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>A test's fault hook; to be set before the first write.</summary>
    public Action<CommitPoint, long>? CommitHook { private get; set; }

    /// <summary>Runs the operation on the writing connection and ends when it is on disk.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async Task<T> WriteAsync<T>(Func<StoreConnection, T> operation)
    {
        T result = default!;
        var write = new Write(connection => result = operation(connection));
        if (!_writes.Writer.TryWrite(write))
        {
            throw new ObjectDisposedException(nameof(StoreWriter), "The store is closed.");
        }

        await write.Done.Task;
        return result;
    }

    /// <summary>Finishes what has been asked for and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        var isFirst = _writes.Writer.TryComplete();
        await _loop;
        if (isFirst)
        {
            TryCheckpoint();
            _connection.Dispose();
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<Write>();
        while (await _writes.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _writes.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            Commit(batch);
            foreach (var write in batch)
            {
                write.Complete();
            }

            batch.Clear();
        }
    }

    private void Commit(List<Write> batch)
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                RunInSavepoint(write);
            }

            _commits++;
            CommitHook?.Invoke(CommitPoint.Before, _commits);
            _connection.Execute("COMMIT");
            CommitHook?.Invoke(CommitPoint.After, _commits);
        }
        catch (Exception e)
        {
            // Whoever asked learns of it; nothing of the batch is in the store.
            batch.ForEach(write => write.Fault ??= e);
            Rollback();
        }
    }

    private void RunInSavepoint(Write write)
    {
        _connection.Execute("SAVEPOINT write");
        try
        {
            write.Operation(_connection);
        }
        catch (Exception e)
        {
            write.Fault = e;
            _connection.Execute("ROLLBACK TO write");
        }

        _connection.Execute("RELEASE write");
    }

    private void TryCheckpoint()
    {
        try
        {
            _connection.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // What is in the log is read from there at the next start.
        }
    }

    private void Rollback()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, or no transaction was begun.
        }
    }

    private sealed class Write(Action<StoreConnection> operation)
    {
        public Action<StoreConnection> Operation { get; } = operation;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Fault { get; set; }

        public void Complete()
        {
            if (Fault is null)
            {
                Done.SetResult();
            }
            else
            {
                Done.SetException(Fault);
            }
        }
    }
}
