namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>What became of a login.</summary>
/// <param name="User">Who logged in; null when it is refused.</param>
/// <param name="Scheme">By what.</param>
/// <param name="PasswordExpired">Refused although the password is right.</param>
internal sealed record Login(EmulatedUser? User, LoginScheme Scheme, bool PasswordExpired = false)
{
    public static Login Refused(LoginScheme scheme) => new(null, scheme);
}
