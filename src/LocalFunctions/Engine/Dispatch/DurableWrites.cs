using LocalFunctions.Engine.Store;
using LocalFunctions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Reads and writes what must not be lost: a full disk or a busy file delays it.</summary>
internal sealed class DurableWrites(EventStore store, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _waiting;

    /// <exception cref="ObjectDisposedException">The store has been closed first.</exception>
    public Task<T> WriteAsync<T>(Func<StoreConnection, T> operation) => PersistAsync(() => store.WriteAsync(operation));

    /// <exception cref="ObjectDisposedException">The store has been closed first.</exception>
    public Task<T> ReadAsync<T>(Func<StoreConnection, T> read) => PersistAsync(() => Task.FromResult(store.Read(read)));

    private async Task<T> PersistAsync<T>(Func<Task<T>> operation)
    {
        var waits = false;
        try
        {
            while (true)
            {
                try
                {
                    var result = await operation();
                    EndWait(ref waits, isDone: true);
                    return result;
                }
                catch (StoreUnavailableException e)
                {
                    BeginWait(e, ref waits);
                }

                await Task.Delay(Wait, timeProvider);
            }
        }
        finally
        {
            EndWait(ref waits, isDone: false);
        }
    }

    // One line when the first has to wait, and one when nobody has to any more, however many there are and however often each
    // of them tries.
    private void BeginWait(StoreUnavailableException exception, ref bool waits)
    {
        lock (_lock)
        {
            if (waits)
            {
                return;
            }

            waits = true;
            if (_waiting++ == 0)
            {
                logger.StoreUnavailable(exception.Reason, Wait);
            }
        }
    }

    private void EndWait(ref bool waits, bool isDone)
    {
        lock (_lock)
        {
            if (waits && --_waiting == 0 && isDone)
            {
                logger.StoreAvailable();
            }

            waits = false;
        }
    }
}
