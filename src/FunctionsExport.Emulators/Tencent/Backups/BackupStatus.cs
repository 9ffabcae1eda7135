namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>The status of a backup, by the numbers of both APIs.</summary>
internal enum BackupStatus
{
    /// <summary>API 3.0 alone, and there only when asked for.</summary>
    Deleted = -2,
    Expired = -1,

    /// <summary>Locked by another workflow: the backup is being made.</summary>
    Locked = 1,
    Normal = 2,
    Exporting = 3,
    Exported = 4,
}
