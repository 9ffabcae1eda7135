using LocalFunctions.Engine.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Writes what must not be lost: a full disk or a busy file delays it.</summary>
internal sealed class DurableWrites(EventStore store, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    // Busy, locked, out of memory, read-only, I/O error, disk full, cannot open: what someone may put right.
    private static readonly int[] Passing = [5, 6, 7, 8, 10, 13, 14];

    /// <exception cref="ObjectDisposedException">The store has been closed first.</exception>
    public async Task<T> WriteAsync<T>(Func<StoreConnection, T> operation)
    {
        while (true)
        {
            try
            {
                return await store.WriteAsync(operation);
            }
            catch (SqliteException e) when (Passing.Contains(e.SqliteErrorCode))
            {
                logger.WriteFailed(e);
            }

            await Task.Delay(Wait, timeProvider);
        }
    }
}
