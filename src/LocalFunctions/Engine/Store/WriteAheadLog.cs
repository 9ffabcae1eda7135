using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Engine.Store;

/// <summary>
/// Keeps SQLite's write-ahead log small. SQLite starts it afresh only at a moment at which nobody reads; where reads overlap
/// there is none, and the log would grow for as long as they do. Beyond a bound that moment is made.
/// </summary>
internal sealed class WriteAheadLog(string storePath)
{
    /// <summary>The size, in bytes, beyond which readers are held back for a moment.</summary>
    public const long Bound = 16 * 1024 * 1024;

    // A read that lasts longer is let finish; the log is looked at again when it has grown by as much once more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string _path = storePath + "-wal";
    private readonly ReadGate _readers = new();
    private long _limit = Bound;

    /// <summary>Reads, when the log lets it. The read must neither wait for a write nor read in turn.</summary>
    public T Read<T>(Func<T> read) => _readers.Read(read);

    /// <summary>Empties the log if it is beyond the bound. To be called outside a transaction.</summary>
    /// <param name="writing">The writing connection.</param>
    public void KeepSmall(StoreConnection writing)
    {
        var length = Length();
        if (length > _limit)
        {
            _limit = TryEmpty(writing) ? Bound : length + Bound;
        }
        else if (length <= Bound)
        {
            _limit = Bound;
        }
    }

    /// <summary>Writes the log into the store and empties it, unless somebody reads for too long.</summary>
    /// <param name="writing">The writing connection.</param>
    public bool TryEmpty(StoreConnection writing)
    {
        if (!_readers.TryClose(Patience))
        {
            return false;
        }

        try
        {
            // Another process may read: writers here do not wait for it.
            writing.Execute("PRAGMA busy_timeout = 0");
            return Convert.ToInt64(
                writing.Scalar("PRAGMA wal_checkpoint(TRUNCATE)"), CultureInfo.InvariantCulture) == 0;
        }
        catch (SqliteException)
        {
            // Nothing is lost: what could not be written into the store is still in the log.
            return false;
        }
        finally
        {
            writing.TryExecute(StoreConnection.WaitWhenBusy);
            _readers.Open();
        }
    }

    private long Length()
    {
        try
        {
            var file = new FileInfo(_path);
            return file.Exists ? file.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Looked at again after the next write.
            return 0;
        }
    }
}
