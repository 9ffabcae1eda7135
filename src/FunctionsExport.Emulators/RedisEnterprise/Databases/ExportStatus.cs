namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>The values of <c>export_status</c>; idle has several forms.</summary>
internal enum ExportStatus
{
    Idle,
    Exporting,
    Succeeded,
    Failed,
}
