using System.Text.Json;

namespace FunctionsExport.Providers.TencentRedis.Flow;

/// <summary>What the API gave to follow a backup by.</summary>
/// <param name="TaskId">The task that makes it; null when the API did not tell.</param>
internal sealed record BackupReceipt(long? TaskId)
{
    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static BackupReceipt FromJson(string json) =>
        JsonSerializer.Deserialize(json, BackupFlowJson.Default.BackupReceipt)
        ?? throw new JsonException("The receipt is null.");

    /// <summary>The receipt as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BackupFlowJson.Default.BackupReceipt);
}
