using System.Threading.Channels;

namespace LocalFunctions.Engine.Store;

/// <summary>
/// The one writer. What is asked for while a commit is under way goes into the next transaction together, each piece in a
/// savepoint of its own: it is wholly in the store or not at all, and one disk flush serves many.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private const int LargestBatch = 256;

    private readonly StoreConnection _connection;
    private readonly WriteAheadLog _log;
    private readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;
    private long _commits;

    public StoreWriter(StoreConnection connection, WriteAheadLog log)
    {
        _log = log;
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
        await EnqueueAsync(new Write(connection => result = operation(connection), IsAlone: false)).ConfigureAwait(false);
        return result;
    }

    /// <summary>Runs the operation on the writing connection outside any transaction.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public Task RunAloneAsync(Action<StoreConnection> operation) => EnqueueAsync(new Write(operation, IsAlone: true));

    /// <summary>Finishes what has been asked for and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        var isFirst = _writes.Writer.TryComplete();
        await _loop;
        if (isFirst)
        {
            _log.TryEmpty(_connection);
            _connection.Dispose();
        }
    }

    private Task EnqueueAsync(Write write)
        => _writes.Writer.TryWrite(write)
            ? write.Done.Task
            : throw new ObjectDisposedException(nameof(StoreWriter), "The store is closed.");

    private async Task RunAsync()
    {
        var batch = new List<Write>();
        while (await _writes.Reader.WaitToReadAsync())
        {
            Write? alone = null;
            while (batch.Count < LargestBatch && alone is null && _writes.Reader.TryRead(out var write))
            {
                if (write.IsAlone)
                {
                    alone = write;
                }
                else
                {
                    batch.Add(write);
                }
            }

            if (batch.Count > 0)
            {
                Commit(batch);
                batch.ForEach(write => write.Complete());
                batch.Clear();
            }

            if (alone is not null)
            {
                RunAlone(alone);
            }

            _log.KeepSmall(_connection);
        }
    }

    private void RunAlone(Write write)
    {
        try
        {
            write.Operation(_connection);
        }
        catch (Exception e)
        {
            write.Fault = StoreFaults.OfOperation(_connection.Path, e);
        }

        write.Complete();
    }

    private void Commit(List<Write> batch)
    {
        if (TryCommit(batch) is not { } fault)
        {
            return;
        }

        // Nothing of the batch is in the store. One write that the disk has no room for must not keep out the others.
        foreach (var write in batch)
        {
            write.Fault = batch.Count == 1 ? fault : TryCommit([write]) ?? write.Fault;
        }
    }

    private Exception? TryCommit(List<Write> batch)
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
            return null;
        }
        catch (Exception e)
        {
            _connection.TryRollback();
            return StoreFaults.OfOperation(_connection.Path, e);
        }
    }

    private void RunInSavepoint(Write write)
    {
        write.Fault = null;
        _connection.Execute("SAVEPOINT write");
        try
        {
            write.Operation(_connection);
        }
        catch (Exception e)
        {
            write.Fault = StoreFaults.OfOperation(_connection.Path, e);
            if (!_connection.TryExecute("ROLLBACK TO write"))
            {
                // A full disk makes SQLite roll back the whole transaction by itself.
                throw;
            }
        }

        _connection.Execute("RELEASE write");
    }

    private sealed record Write(Action<StoreConnection> Operation, bool IsAlone)
    {
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
