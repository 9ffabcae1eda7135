namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>How this app proves to a cluster who it is. The names are the values of the setting <c>Authentication</c>.</summary>
internal enum AuthenticationForm
{
    /// <summary>User and password with every request (RFC 7617).</summary>
    Basic,

    /// <summary>User and password once, for a token that the other requests carry.</summary>
    Jwt,

    /// <summary>A certificate in the TLS handshake; clusters from 7.8.4 on.</summary>
    ClientCertificate,
}
