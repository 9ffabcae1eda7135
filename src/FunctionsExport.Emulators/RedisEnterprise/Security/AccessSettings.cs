namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>By what users can log in. Can be set while the emulator runs.</summary>
internal sealed class AccessSettings
{
    /// <summary>The cluster's setting <c>control_plane_basic_authentication</c>, which 8.2.0 brought.</summary>
    public bool BasicAuthentication { get; set; } = true;

    /// <summary>
    /// Whether <c>/v1/users/authorize</c> takes Basic credentials while Basic authentication is off. The page that tells how to
    /// turn it off counts these tokens among what goes on working, and also says that Basic is refused everywhere.
    /// </summary>
    public bool BasicGetsTokens { get; set; } = true;

    /// <summary>Whether <c>Authorization: JWT …</c> is accepted.</summary>
    public bool JwtScheme { get; set; } = true;

    /// <summary>Whether <c>Authorization: Bearer …</c> is accepted.</summary>
    public bool BearerScheme { get; set; } = true;
}
