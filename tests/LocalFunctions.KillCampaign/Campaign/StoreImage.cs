using LocalFunctions.KillCampaign.Target;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>What is in a store that nobody has open.</summary>
internal sealed record StoreImage
{
    /// <summary>What SQLite and the engine's own counts have to object.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The ids of the instances.</summary>
    public IReadOnlySet<string> Instances { get; init; } = new HashSet<string>();

    /// <summary>The numbers of the activities that have no recorded result.</summary>
    public IReadOnlySet<long> OpenWork { get; init; } = new HashSet<long>();

    /// <summary>The greatest number that an activity has had.</summary>
    public long LastWork { get; init; }

    /// <summary>Messages, activities and timers that are left.</summary>
    public long Remains { get; init; }

    /// <summary>Reads a copy of the store: its own file is to be recovered by the engine.</summary>
    public static StoreImage Read(TargetFolder folder)
    {
        var copy = Directory.CreateTempSubdirectory("kill-campaign-image-");
        try
        {
            var path = Path.Combine(copy.FullName, "store.db");
            foreach (var suffix in new[] { string.Empty, "-wal" })
            {
                if (File.Exists(folder.Store + suffix))
                {
                    File.Copy(folder.Store + suffix, path + suffix);
                }
            }

            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            return Read(connection);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static StoreImage Read(SqliteConnection connection)
    {
        var integrity = Texts(connection, "PRAGMA integrity_check");
        var tables = Texts(connection, "SELECT name FROM sqlite_master WHERE name = 'instances'");
        if (tables.Count == 0)
        {
            // Killed before the tables were made.
            return new StoreImage { Faults = [.. integrity.Where(line => line != "ok")] };
        }

        return new StoreImage
        {
            Faults =
            [
                .. integrity.Where(line => line != "ok"),
                .. Texts(connection, StoreQueries.HistoryFaults),
                .. Texts(connection, StoreQueries.LostCalls),
            ],
            Instances = Texts(connection, "SELECT instance_id FROM instances").ToHashSet(),
            OpenWork = Query(connection, StoreQueries.OpenWork, row => row.GetInt64(0)).ToHashSet(),
            LastWork = Query(
                connection, "SELECT seq FROM sqlite_sequence WHERE name = 'activities'", row => row.GetInt64(0)).SingleOrDefault(),
            Remains = Query(connection, StoreQueries.Remains, row => row.GetInt64(0)).Single(),
        };
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
        => Query(connection, sql, row => row.GetString(0));

    private static List<T> Query<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> map)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }
}
