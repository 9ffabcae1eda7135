namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>The state of a task; the numbers are API v2's.</summary>
internal enum TaskState
{
    Error = -1,
    Waiting = 0,
    Running = 1,
    Succeeded = 2,
    Failed = 3,
}
