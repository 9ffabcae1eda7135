using System.Globalization;
using System.Text.Json;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>A database ("bdb") as the cluster describes it.</summary>
internal sealed record ClusterDatabase(DatabaseSummary Summary, ExportStatus Export, IReadOnlyList<ClusterModule> Modules)
{
    /// <exception cref="FormatException">A field that is needed is missing or of the wrong kind.</exception>
    public static ClusterDatabase Read(JsonElement database)
    {
        var uid = LenientJson.WholeNumber(database, "uid", min: 1).ToString(CultureInfo.InvariantCulture);
        var memory = LenientJson.Number(database, "memory_size");
        var summary = new DatabaseSummary(
            uid,
            LenientJson.Text(database, "name") ?? $"database {uid}",
            LenientJson.Text(database, "version") ?? LenientJson.Text(database, "redis_version"),
            memory is > 0 and < long.MaxValue ? (long)memory.Value : null,
            LenientJson.WholeNumber(database, "shards_count", min: 1));
        return new ClusterDatabase(summary, ExportStatus.Read(database), ClusterModule.ReadList(database));
    }
}
