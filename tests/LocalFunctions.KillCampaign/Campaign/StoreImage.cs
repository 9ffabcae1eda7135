using LocalFunctions.KillCampaign.Target;
using Microsoft.Data.Sqlite;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>What is in a store that nobody has open.</summary>
internal sealed record StoreImage
{
    private const string HistoryFaults =
        """
        SELECT instance_id || ': history of ' || history_length || ' events has ' || n || ', the last at ' || last
        FROM (SELECT instance_id, history_length, count(position) AS n, coalesce(max(position), -1) AS last
              FROM instances LEFT JOIN history USING (execution) GROUP BY key)
        WHERE n <> history_length OR last <> history_length - 1
        UNION ALL SELECT 'execution ' || execution || ' has a history and no instance'
        FROM (SELECT DISTINCT execution FROM history WHERE execution NOT IN (SELECT execution FROM instances))
        """;

    // The kinds are TaskCompleted and TaskFailed.
    private const string Unrecorded =
        """
        SELECT id FROM activities a
        WHERE NOT EXISTS (SELECT 1 FROM inbox i
                          WHERE i.execution = a.execution AND i.task_id = a.task_id AND i.kind IN (11, 12))
          AND NOT EXISTS (SELECT 1 FROM history h
                          WHERE h.execution = a.execution AND h.task_id = a.task_id AND h.kind IN (11, 12))
        """;

    private const string Remaining =
        "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM activities) + (SELECT count(*) FROM timers)";

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
        var integrity = Query(connection, "PRAGMA integrity_check", row => row.GetString(0));
        var tables = Query(connection, "SELECT name FROM sqlite_master WHERE name = 'instances'", row => row.GetString(0));
        if (tables.Count == 0)
        {
            // Killed before the tables were made.
            return new StoreImage { Faults = [.. integrity.Where(line => line != "ok")] };
        }

        return new StoreImage
        {
            Faults = [.. integrity.Where(line => line != "ok"), .. Query(connection, HistoryFaults, row => row.GetString(0))],
            Instances = Query(connection, "SELECT instance_id FROM instances", row => row.GetString(0)).ToHashSet(),
            OpenWork = Query(connection, Unrecorded, row => row.GetInt64(0)).ToHashSet(),
            LastWork = Query(
                connection, "SELECT seq FROM sqlite_sequence WHERE name = 'activities'", row => row.GetInt64(0)).SingleOrDefault(),
            Remains = Query(connection, Remaining, row => row.GetInt64(0)).Single(),
        };
    }

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
