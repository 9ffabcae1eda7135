using System.Security.Cryptography.X509Certificates;

namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>Which client certificates a cluster takes: those of its trusted CA, in the slot <c>mtls_trusted_ca</c>.</summary>
internal sealed class ClientCertificates
{
    private readonly X509Certificate2Collection _authorities = [];

    /// <exception cref="ArgumentException">The text holds no certificate, or the version takes none.</exception>
    public ClientCertificates(string pem, ClusterVersion version)
    {
        if (!version.HasCertificateLogin)
        {
            throw new ArgumentException("A client CA is given; certificates can log in from version 7.8.4 on.");
        }

        _authorities.ImportFromPem(pem);
        if (_authorities.Count == 0)
        {
            throw new ArgumentException("The client CA holds no certificate in PEM.", nameof(pem));
        }
    }

    public bool Accepts(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        return chain.Build(certificate);
    }
}
