using System.Text.Json;

namespace FunctionsExport.Providers.TencentRedis.Flow;

/// <summary>Which backup an export takes, when it is one that is there already.</summary>
/// <param name="BackupId">The backup's id; null when a backup is to be made.</param>
/// <param name="StartedAt">When it began (UTC), by which it is found again.</param>
internal sealed record PreparedState(string? BackupId, DateTimeOffset? StartedAt)
{
    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static PreparedState FromJson(string json) =>
        JsonSerializer.Deserialize(json, BackupFlowJson.Default.PreparedState)
        ?? throw new JsonException("The provider's state is null.");

    /// <summary>The state as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BackupFlowJson.Default.PreparedState);
}
