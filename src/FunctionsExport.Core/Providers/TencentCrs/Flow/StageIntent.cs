using System.Text.Json;

namespace FunctionsExport.Providers.TencentCrs.Flow;

/// <summary>What a stage is to do, recorded before its request goes out; and what its outcome is told by should no answer come.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="BackupId">The backup that is taken; null while it is to be made.</param>
/// <param name="Remark">Of a backup to be made: the text that it will carry, used once.</param>
/// <param name="BackupsBefore">Of a backup to be made: the ids of those that were there.</param>
/// <param name="Tasks">The tasks of the same kind that were there; null when the list was not to be had.</param>
internal sealed record StageIntent(
    StageKind Kind,
    string? BackupId = null,
    string? Remark = null,
    IReadOnlyList<string>? BackupsBefore = null,
    KnownTasks? Tasks = null)
{
    /// <summary>The intent of a stage; null when it has none of this provider's.</summary>
    public static StageIntent? Of(ExportStage? stage) =>
        stage?.Intent is null ? null : JsonSerializer.Deserialize(stage.Intent, FlowJson.Default.StageIntent);

    /// <summary>The intent as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FlowJson.Default.StageIntent);
}
