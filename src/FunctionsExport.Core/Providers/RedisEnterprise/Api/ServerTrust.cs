using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Decides whether the server at the endpoint is the cluster.</summary>
internal static class ServerTrust
{
    /// <summary>TLS options that trust what chains to the given certificates, or else to the system's.</summary>
    /// <remarks>A self-signed certificate that is itself given is its own root. The host name must match in every case.</remarks>
    public static SslClientAuthenticationOptions Options(X509Certificate2Collection? roots)
    {
        var options = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Validate };
        if (roots is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        return options;
    }

    // Throws and does not return false, so that the failure that reaches the caller carries the reason.
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
