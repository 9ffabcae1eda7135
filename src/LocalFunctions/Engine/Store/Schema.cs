using System.Globalization;

namespace LocalFunctions.Engine.Store;

/// <summary>The tables of the store and their version.</summary>
internal static class Schema
{
    /// <summary>The version that this code reads and writes (PRAGMA user_version).</summary>
    public const int Version = 1;

    // 'LFDE', so that the file can be told from any other SQLite file.
    // What stays of a journal that readers have let grow, in bytes.
    private const int JournalSizeLimit = 64 * 1024 * 1024;

    private const long ApplicationId = 0x4C464445;

    private const string Tables =
        """
        CREATE TABLE instances (
            key TEXT NOT NULL PRIMARY KEY,
            instance_id TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            execution INTEGER NOT NULL,
            history_length INTEGER NOT NULL,
            status INTEGER NOT NULL,
            input TEXT,
            output TEXT,
            custom_status TEXT,
            failure TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            completed_at INTEGER,
            start_at INTEGER,
            parent_id TEXT,
            parent_name TEXT,
            parent_execution INTEGER,
            parent_task_id INTEGER,
            tags TEXT);
        CREATE TABLE history (
            execution INTEGER NOT NULL,
            position INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            task_id INTEGER NOT NULL,
            name TEXT,
            version TEXT,
            data TEXT,
            failure TEXT,
            PRIMARY KEY (execution, position)) WITHOUT ROWID;
        CREATE TABLE inbox (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL,
            carried_over INTEGER NOT NULL,
            execution INTEGER,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            task_id INTEGER NOT NULL,
            name TEXT,
            version TEXT,
            data TEXT,
            failure TEXT);
        CREATE INDEX inbox_by_key ON inbox (key, carried_over DESC, sequence);
        CREATE TABLE activities (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL,
            instance_id TEXT NOT NULL,
            execution INTEGER NOT NULL,
            task_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            input TEXT NOT NULL);
        CREATE INDEX activities_by_execution ON activities (execution);
        CREATE TABLE timers (
            execution INTEGER NOT NULL,
            task_id INTEGER NOT NULL,
            key TEXT NOT NULL,
            fire_at INTEGER NOT NULL,
            PRIMARY KEY (execution, task_id)) WITHOUT ROWID;
        """;

    /// <summary>Makes the tables in an empty file, and refuses a file that this code does not understand.</summary>
    /// <exception cref="InvalidOperationException">The file is newer than this code, or no store.</exception>
    public static void Prepare(StoreConnection connection, string path)
    {
        var version = Convert.ToInt64(connection.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
        var application = Convert.ToInt64(connection.Scalar("PRAGMA application_id"), CultureInfo.InvariantCulture);
        var isEmpty = connection.Scalar("SELECT 1 FROM sqlite_master LIMIT 1") is null;
        if (!isEmpty && application != ApplicationId)
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

        connection.Scalar("PRAGMA journal_mode = WAL");
        connection.Scalar($"PRAGMA journal_size_limit = {JournalSizeLimit}");
        if (isEmpty)
        {
            connection.Execute("BEGIN IMMEDIATE");
            connection.Execute(Tables);
            connection.Execute($"PRAGMA application_id = {ApplicationId}");
            connection.Execute($"PRAGMA user_version = {Version}");
            connection.Execute("COMMIT");
        }
    }
}
