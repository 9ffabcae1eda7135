using System.Collections.Concurrent;
using LocalFunctions.Hosting;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Engine.Store;

/// <summary>The SQLite file that holds everything durable: one writer, readers beside it.</summary>
internal sealed class EventStore : IAsyncDisposable
{
    private readonly string _path;
    private readonly StoreLock _lock;
    private readonly WriteAheadLog _log;
    private readonly StoreWriter _writer;
    private readonly ConcurrentBag<StoreConnection> _readers = [];
    private long _lastExecution;
    private volatile bool _closed;

    private EventStore(string path, StoreLock storeLock, StoreConnection writing)
    {
        _path = path;
        _lock = storeLock;
        _lastExecution = ExecutionCounter.Read(writing);
        _log = new WriteAheadLog(path);
        _writer = new StoreWriter(writing, _log);
    }

    /// <summary>Opens the store, making it when it is not there.</summary>
    /// <exception cref="InvalidOperationException">
    /// Another engine has it, it is not a store of this version, or the file system does not let it be opened.
    /// </exception>
    public static EventStore Open(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
            // The lock is on a name beside the file: two names of one file must come to the same.
            path = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
            return OpenLocked(path, StoreLock.Acquire(path));
        }
        catch (Exception e) when (StoreFaults.OfOpening(path, e) is { } told)
        {
            throw told;
        }
    }

    /// <summary>The number of an execution that is about to begin.</summary>
    public long NextExecution() => Interlocked.Increment(ref _lastExecution);

    /// <summary>Runs the operation in a transaction and ends when it is on disk. It may be run more than once.</summary>
    /// <exception cref="StoreUnavailableException">Nothing of it is in the store.</exception>
    public Task<T> WriteAsync<T>(Func<StoreConnection, T> operation) => _writer.WriteAsync(operation);

    /// <summary>Runs the operation on the writing connection, outside any transaction.</summary>
    public Task RunAloneAsync(Action<StoreConnection> operation) => _writer.RunAloneAsync(operation);

    /// <summary>Writes the log into the file, which takes its real size then.</summary>
    public Task EmptyLogAsync() => _writer.RunAloneAsync(connection => _log.TryEmpty(connection));

    /// <summary>Reads one state of the store.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be read at the moment.</exception>
    /// <remarks>The read must neither wait for a write nor read in turn.</remarks>
    public T Read<T>(Func<StoreConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        try
        {
            return _log.Read(() => ReadNow(read));
        }
        catch (SqliteException e) when (StoreFaults.OfOperation(_path, e) is StoreUnavailableException unavailable)
        {
            throw unavailable;
        }
    }

    private static EventStore OpenLocked(string path, StoreLock storeLock)
    {
        StoreConnection? connection = null;
        try
        {
            connection = StoreConnection.Open(path, readOnly: false);
            Schema.Prepare(connection, path);
            StoreHolder.Note(connection);
            return new EventStore(path, storeLock, connection);
        }
        catch
        {
            connection?.Dispose();
            storeLock.Dispose();
            throw;
        }
    }

    private T ReadNow<T>(Func<StoreConnection, T> read)
    {
        var connection = _readers.TryTake(out var idle) ? idle : StoreConnection.Open(_path, readOnly: true);
        T result;
        try
        {
            result = connection.Snapshot(read);
        }
        catch
        {
            // In what state a connection is that has failed is not worth finding out.
            connection.Dispose();
            throw;
        }

        _readers.Add(connection);
        if (_closed)
        {
            CloseReaders();
        }

        return result;
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
