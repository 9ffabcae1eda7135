namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>The status of a backup.</summary>
internal enum BackupStatus
{
    /// <summary>Removed; API 3.0 alone documents it.</summary>
    Deleted = -2,

    /// <summary>No longer kept.</summary>
    Expired = -1,

    /// <summary>Locked by another workflow, such as the one that makes it.</summary>
    Locked = 1,

    /// <summary>Complete, and locked by nothing: it can be exported.</summary>
    Normal = 2,

    /// <summary>Being exported.</summary>
    Exporting = 3,

    /// <summary>Exported: it can be downloaded.</summary>
    Exported = 4,
}
