using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Decides whether the server at an endpoint is the cluster.</summary>
internal static class ServerTrust
{
    /// <summary>TLS options that accept what the settings say, and else what the system trusts.</summary>
    /// <remarks>
    /// A self-signed certificate that is itself given is its own root. The host name must match, except that a certificate which is
    /// pinned is known by itself, whatever its name and dates.
    /// </remarks>
    public static SslClientAuthenticationOptions Options(ServerTrustSettings trust)
    {
        var options = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = trust switch
            {
                { AnyCertificate: true } => (_, certificate, _, _) => certificate is not null,
                { Thumbprints: { } thumbprints } => (_, certificate, _, _) => IsPinned(certificate, thumbprints),
                _ => Validate,
            },
        };
        if (trust.Roots is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trust.Roots);
        }

        return options;
    }

    // They throw and do not return false, so that the failure that reaches the caller carries the reason.
    private static bool IsPinned(X509Certificate? certificate, IReadOnlyList<string> thumbprints) =>
        thumbprints.Contains(certificate?.GetCertHashString(HashAlgorithmName.SHA256), StringComparer.OrdinalIgnoreCase)
            ? true
            : throw new ServerCertificateException(ServerCertificateFault.NotPinned);

    private static bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors == SslPolicyErrors.RemoteCertificateNameMismatch)
        {
            throw new ServerCertificateException(ServerCertificateFault.OtherName);
        }

        var onlyExpired = chain is { ChainStatus.Length: > 0 }
            && chain.ChainStatus.All(s => s.Status == X509ChainStatusFlags.NotTimeValid);
        throw new ServerCertificateException(onlyExpired ? ServerCertificateFault.Expired : ServerCertificateFault.NotTrusted);
    }
}
