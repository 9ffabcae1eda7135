namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>The permissions that the emulated calls ask for, by their documented names.</summary>
internal enum Permission
{
    ViewAllBdbsInfo,
    ViewBdbInfo,
    ViewClusterInfo,
    ViewAllNodesInfo,
    ViewClusterModules,
    StartBdbExport,
    ResetBdbCurrentExportStatus,
}
