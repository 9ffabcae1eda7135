using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.Engine.Store;

/// <summary>Which process has the store. Kept in the store: a file that is locked cannot be read on every system.</summary>
internal static class StoreHolder
{
    /// <summary>Notes this process. It is a help for people, no more: a full disk does not matter.</summary>
    public static void Note(StoreConnection connection)
    {
        try
        {
            connection.Execute("INSERT OR REPLACE INTO counters VALUES ('process', @0)", (long)Environment.ProcessId);
        }
        catch (SqliteException)
        {
            connection.TryRollback();
        }
    }

    /// <summary>The id of the process that was noted last, if there is such a process.</summary>
    public static int? Find(string path)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
                DefaultTimeout = 1,
            }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM counters WHERE name = 'process'";
            if (command.ExecuteScalar() is not long id)
            {
                return null;
            }

            using var process = Process.GetProcessById((int)id);
            return process.Id;
        }
        catch (Exception e) when (e is SqliteException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
