namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>The cluster's management roles.</summary>
internal enum UserRole
{
    None,
    Admin,
    ClusterMember,
    ClusterViewer,
    DbMember,
    DbViewer,
    UserManager,
}
