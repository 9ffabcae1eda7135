namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>The permissions that the emulated calls ask for, by their documented names.</summary>
internal enum Permission
{
    ViewAllBdbsInfo,
    ViewBdbInfo,
    ViewAllBdbStats,
    ViewBdbStats,
    ViewAllShardsInfo,
    ViewClusterInfo,
    ViewAllNodesInfo,
    ViewNodeInfo,
    ViewClusterModules,
    ViewLoggedEvents,
    ViewStatusOfClusterAction,
    StartBdbExport,
    ResetBdbCurrentExportStatus,
}
