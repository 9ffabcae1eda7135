using System.Security.Cryptography.X509Certificates;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>Which server's certificate is accepted: by one of three, or else by what the system trusts.</summary>
/// <param name="Roots">The certificates that the server's must chain to.</param>
/// <param name="Thumbprints">SHA-256 thumbprints, upper-case hexadecimal, of which the server's certificate must have one.</param>
/// <param name="AnyCertificate">Whether every certificate is accepted; only with endpoints on this machine.</param>
internal sealed record ServerTrustSettings(
    X509Certificate2Collection? Roots, IReadOnlyList<string>? Thumbprints, bool AnyCertificate);
