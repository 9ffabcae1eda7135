using System.Collections.Concurrent;

namespace LocalFunctions.Engine.Store;

/// <summary>The SQLite file that holds everything durable: one writer, readers beside it.</summary>
internal sealed class EventStore : IAsyncDisposable
{
    private readonly string _path;
    private readonly StoreLock _lock;
    private readonly StoreWriter _writer;
    private readonly ConcurrentBag<StoreConnection> _readers = [];
    private long _lastExecution;
    private volatile bool _closed;

    private EventStore(string path, StoreLock storeLock, StoreConnection writing)
    {
        _path = path;
        _lock = storeLock;
        _lastExecution = (long)(writing.Scalar(
            "SELECT max(coalesce((SELECT max(execution) FROM instances), 0), coalesce((SELECT max(execution) FROM history), 0))")
            ?? 0L);
        _writer = new StoreWriter(writing);
    }

    /// <summary>A test's fault hook; to be set before the first write.</summary>
    public Action<CommitPoint, long>? CommitHook
    {
        set => _writer.CommitHook = value;
    }

    /// <summary>Opens the store, making it when it is not there.</summary>
    /// <exception cref="InvalidOperationException">Another engine has it, or it is not a store of this version.</exception>
    public static EventStore Open(string path)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // The lock is on a name beside the file: two names of one file must come to the same.
        path = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
        var storeLock = StoreLock.Acquire(path);
        StoreConnection? connection = null;
        try
        {
            connection = StoreConnection.Open(path, readOnly: false);
            Schema.Prepare(connection, path);
            return new EventStore(path, storeLock, connection);
        }
        catch
        {
            connection?.Dispose();
            storeLock.Dispose();
            throw;
        }
    }

    /// <summary>The number of an execution that is about to begin.</summary>
    public long NextExecution() => Interlocked.Increment(ref _lastExecution);

    /// <summary>Runs the operation in a transaction and ends when it is on disk.</summary>
    public Task<T> WriteAsync<T>(Func<StoreConnection, T> operation) => _writer.WriteAsync(operation);

    /// <summary>Reads one state of the store.</summary>
    public T Read<T>(Func<StoreConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var connection = _readers.TryTake(out var idle) ? idle : StoreConnection.Open(_path, readOnly: true);
        try
        {
            return connection.Snapshot(read);
        }
        finally
        {
            _readers.Add(connection);
            if (_closed)
            {
                CloseReaders();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        CloseReaders();
        try
        {
            await _writer.DisposeAsync();
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
