namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>A task as it was when it was asked for.</summary>
/// <param name="Progress">0 to 100.</param>
internal sealed record TaskView(
    long Id,
    TaskKind Kind,
    string InstanceId,
    string BackupId,
    DateTimeOffset StartTime,
    DateTimeOffset? EndTime,
    TaskState State,
    int Progress,
    string Message);
