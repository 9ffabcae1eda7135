using System.Globalization;
using System.Text.Json;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>What a database holds, as the cluster measured it last.</summary>
/// <param name="UsedMemoryBytes">The memory in use, in bytes; null when not given.</param>
/// <param name="Keys">The number of keys; null when not given.</param>
internal sealed record DatabaseStatistics(long? UsedMemoryBytes, long? Keys)
{
    /// <summary>Reads an answer; null when it has nothing of the database. The fields lie below the database's uid, or at the top.</summary>
    public static DatabaseStatistics? Read(JsonElement answer, int databaseId)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var uid = databaseId.ToString(CultureInfo.InvariantCulture);
        var fields = answer.TryGetProperty(uid, out var own) && own.ValueKind == JsonValueKind.Object ? own : answer;
        var statistics = new DatabaseStatistics(WholeNumber(fields, "used_memory"), WholeNumber(fields, "no_of_keys"));
        return statistics is { UsedMemoryBytes: null, Keys: null } ? null : statistics;
    }

    private static long? WholeNumber(JsonElement fields, string name) =>
        LenientJson.Number(fields, name) is { } value && value is >= 0 and < long.MaxValue ? (long)value : null;
}
