namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>What a task does.</summary>
internal enum TaskKind
{
    /// <summary><c>backupInstance</c> of API v2, <c>012</c> of API 3.0.</summary>
    Backup,

    /// <summary><c>exportBackup</c> of API v2, <c>009</c> of API 3.0.</summary>
    Export,
}
