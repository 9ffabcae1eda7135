namespace FunctionsExport.Providers.TencentCrs.Flow;

/// <summary>What a stage of an export does.</summary>
internal enum StageKind
{
    /// <summary>Has a backup made; another stage follows.</summary>
    Backup,

    /// <summary>Has a backup exported.</summary>
    Export,

    /// <summary>Waits for an export of the backup that somebody else has started.</summary>
    Await,

    /// <summary>Nothing: the backup can be downloaded as it is, being exported already or of no cluster.</summary>
    Direct,
}
