using System.Text.Json;

namespace FunctionsExport.Providers.TencentRedis.Flow;

/// <summary>A backup that is about to be asked for, and what it is told by if the answer is lost.</summary>
/// <param name="Remark">What it is asked for with, and what comes back in the list of backups.</param>
/// <param name="At">When it was planned (UTC).</param>
/// <param name="TasksBefore">The ids of the tasks that made backups in the day before.</param>
/// <param name="BackupsBefore">The ids of the backups of the day before.</param>
internal sealed record PlannedBackup(
    string Remark, DateTimeOffset At, IReadOnlyList<long> TasksBefore, IReadOnlyList<string> BackupsBefore)
{
    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static PlannedBackup FromJson(string json) =>
        JsonSerializer.Deserialize(json, BackupFlowJson.Default.PlannedBackup)
        ?? throw new JsonException("The planned backup is null.");

    /// <summary>The plan as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BackupFlowJson.Default.PlannedBackup);
}
