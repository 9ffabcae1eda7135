using System.Globalization;

namespace LocalFunctions.Engine.Store;

/// <summary>The version of the store's tables, and how a file comes to it.</summary>
internal static class Schema
{
    // 'LFDE', so that the file can be told from any other SQLite file.
    private const long ApplicationId = 0x4C464445;

    /// <summary>The version that this code reads and writes (PRAGMA user_version).</summary>
    public static int Version => SchemaSteps.All.Count;

    /// <summary>
    /// Makes the tables in an empty file, brings an older store to this version, and refuses a file that this code does not
    /// understand.
    /// </summary>
    /// <exception cref="InvalidOperationException">The file is newer than this code, or no store.</exception>
    public static void Prepare(StoreConnection connection, string path)
    {
        var version = Number(connection, "PRAGMA user_version");
        var isEmpty = connection.Scalar("SELECT 1 FROM sqlite_master LIMIT 1") is null;
        if (!isEmpty && Number(connection, "PRAGMA application_id") != ApplicationId)
        {
            throw new InvalidOperationException(
                $"The file '{path}' is an SQLite database, but not a store of this program. Name another file.");
        }

        if (version > Version)
        {
            throw new InvalidOperationException(
                $"The store '{path}' has schema version {version}, written by a newer version of this program; this one "
                + $"understands versions up to {Version}. Run the newer program, or name another store.");
        }

        if (isEmpty)
        {
            // Takes effect only before the first table; the tables give the space of removed rows back to the file system.
            connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        }

        connection.Scalar("PRAGMA journal_mode = WAL");
        connection.Scalar($"PRAGMA journal_size_limit = {WriteAheadLog.Bound}");
        if (isEmpty || version < Version)
        {
            Upgrade(connection, isEmpty ? 0 : (int)version);
        }
    }

    private static void Upgrade(StoreConnection connection, int from)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var step in SchemaSteps.All.Skip(from))
            {
                connection.Execute(step);
            }

            connection.Execute($"PRAGMA application_id = {ApplicationId}");
            connection.Execute($"PRAGMA user_version = {Version}");
            connection.Execute("COMMIT");
        }
        catch
        {
            connection.TryRollback();
            throw;
        }
    }

    private static long Number(StoreConnection connection, string sql)
        => Convert.ToInt64(connection.Scalar(sql), CultureInfo.InvariantCulture);
}
