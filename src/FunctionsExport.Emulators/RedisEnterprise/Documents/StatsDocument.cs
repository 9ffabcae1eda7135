using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Databases;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>Writes the latest statistics: an object with the database's uid as its key.</summary>
internal static class StatsDocument
{
    // How long a cluster's finest interval is.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Metrics that the emulator has no way to know.
    private static readonly string[] Others =
    [
        "conns", "egress_bytes", "evicted_objects", "expired_objects", "ingress_bytes", "instantaneous_ops_per_sec",
        "mem_size_lua", "monitor_sessions_count", "other_req", "other_res", "read_hits", "read_misses", "read_req", "read_res",
        "total_connections_received", "total_req", "total_res", "write_hits", "write_misses", "write_req", "write_res",
    ];

    /// <param name="uid">The database.</param>
    /// <param name="stats">Its statistics.</param>
    /// <param name="metrics">The names wanted, separated by commas; empty for all.</param>
    /// <param name="now">The time.</param>
    public static KeyValuePair<string, JsonNode?> Write(int uid, DatabaseStats stats, string? metrics, DateTimeOffset now)
    {
        var all = new JsonObject
        {
            ["stime"] = Templates.Time(now - Interval),
            ["etime"] = Templates.Time(now),
            ["used_memory"] = Numbers.Decimal(stats.UsedMemory),
            ["no_of_keys"] = Numbers.Decimal(stats.Keys),
            ["no_of_expires"] = Numbers.Decimal(stats.Expires),
        };
        foreach (var name in Others)
        {
            all[name] = Numbers.Decimal(0);
        }

        var shown = string.IsNullOrEmpty(metrics) ? all : BdbDocument.Select(all, "stime,etime," + metrics);
        return new KeyValuePair<string, JsonNode?>(uid.ToString(CultureInfo.InvariantCulture), shown);
    }
}
