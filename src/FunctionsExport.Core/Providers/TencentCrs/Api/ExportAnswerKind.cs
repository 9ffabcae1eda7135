namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>The answers to a request to export a backup that an export goes on from.</summary>
internal enum ExportAnswerKind
{
    /// <summary>The export has begun.</summary>
    Accepted,

    /// <summary><c>OnlyClusterInstanceCanExportBackup</c>: the backup is downloaded without an export.</summary>
    NotACluster,

    /// <summary><c>BackupStatusInvalid</c>: the backup is not in status 2, or no longer.</summary>
    StatusInvalid,
}
