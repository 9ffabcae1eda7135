namespace FunctionsExport.Emulators.Tencent;

/// <summary>Why the service refuses what was asked, whichever API asked it.</summary>
internal enum BusinessError
{
    InvalidParameter,
    InstanceNotExists,
    BackupNotExists,
    TaskNotExists,
    OnlyClusterInstanceCanExportBackup,

    /// <summary>The backup cannot be exported in its status.</summary>
    BackupStatusInvalid,

    /// <summary>The backup cannot be downloaded in its status.</summary>
    BackupStatusAbnormal,
    InstanceStatusAbnormal,
    InstanceLocked,

    /// <summary>More manual backups than a day allows.</summary>
    TooManyBackups,
}
