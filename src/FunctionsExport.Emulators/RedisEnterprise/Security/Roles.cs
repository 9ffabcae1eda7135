namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>Which role may do what: the table of the REST API's permissions page.</summary>
internal static class Roles
{
    public static bool Allow(UserRole role, Permission permission) => permission switch
    {
        Permission.StartBdbExport or Permission.ResetBdbCurrentExportStatus =>
            role is UserRole.Admin or UserRole.ClusterMember or UserRole.DbMember,
        Permission.ViewLoggedEvents => role is not (UserRole.None or UserRole.DbViewer),
        _ => role is not UserRole.None,
    };
}
