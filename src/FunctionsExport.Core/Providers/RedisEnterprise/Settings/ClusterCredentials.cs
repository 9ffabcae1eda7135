using System.Net.Security;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>A source's credentials, of exactly one form.</summary>
/// <param name="Form">Which one.</param>
/// <param name="User">The user; null with a client certificate.</param>
/// <param name="Certificate">The client certificate with its chain; null with a user.</param>
internal sealed record ClusterCredentials(
    AuthenticationForm Form, BasicCredentials? User, SslStreamCertificateContext? Certificate)
{
    /// <summary>What must never be shown.</summary>
    public IReadOnlyList<string> Secrets => User?.Secrets ?? [];

    /// <summary>Says nothing of its content.</summary>
    public override string ToString() => nameof(ClusterCredentials);
}
