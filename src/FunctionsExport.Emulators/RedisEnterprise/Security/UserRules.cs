namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>What a user of a cluster can be.</summary>
internal static class UserRules
{
    /// <exception cref="ArgumentException">A value is not allowed; the message names it.</exception>
    public static void Check(EmulatedUser user, ClusterVersion version)
    {
        if (user.Databases is not null && !version.HasLimitedAccess)
        {
            throw new ArgumentException($"User '{user.Email}': Databases are given; roles can be limited from version 8.2.0 on.");
        }

        if (user.Databases is not null && user.Role is not (UserRole.DbMember or UserRole.DbViewer))
        {
            throw new ArgumentException(
                $"User '{user.Email}': Databases are given with the role {user.Role}; only DbMember and DbViewer can be limited.");
        }

        if (user.CertificateSubject is not null && !version.HasCertificateLogin)
        {
            throw new ArgumentException(
                $"User '{user.Email}': CertificateSubject is given; certificates can log in from version 7.8.4 on.");
        }
    }
}
