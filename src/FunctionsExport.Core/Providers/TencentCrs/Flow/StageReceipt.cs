using System.Text.Json;

namespace FunctionsExport.Providers.TencentCrs.Flow;

/// <summary>What a stage's request has brought back.</summary>
/// <param name="TaskId">The task that was started; null when none was, or the answer did not say.</param>
/// <param name="Found">What the API has told instead of starting an export; null when it has started one.</param>
internal sealed record StageReceipt(long? TaskId = null, StageKind? Found = null)
{
    /// <summary>The receipt of a stage; null when its answer was lost.</summary>
    public static StageReceipt? Of(ExportStage stage) =>
        stage.Receipt is null ? null : JsonSerializer.Deserialize(stage.Receipt, FlowJson.Default.StageReceipt);

    /// <summary>The receipt as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FlowJson.Default.StageReceipt);
}
