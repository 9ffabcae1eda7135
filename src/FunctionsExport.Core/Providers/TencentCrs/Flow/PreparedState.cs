using System.Text.Json;

namespace FunctionsExport.Providers.TencentCrs.Flow;

/// <summary>What is known of the instance before its export.</summary>
/// <param name="IsCluster">Whether its backups have to be exported; null when the API does not say.</param>
internal sealed record PreparedState(bool? IsCluster)
{
    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static PreparedState FromJson(string json) =>
        JsonSerializer.Deserialize(json, FlowJson.Default.PreparedState) ?? throw new JsonException("The state is null.");

    /// <summary>The state as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FlowJson.Default.PreparedState);
}
