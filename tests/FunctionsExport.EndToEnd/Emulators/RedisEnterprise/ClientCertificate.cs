using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>A certificate authority and a client certificate of it, with its key.</summary>
internal sealed class ClientCertificate : IDisposable
{
    public const string Subject = "CN=exporter, O=Example";

    private readonly X509Certificate2 _authority;

    public ClientCertificate()
    {
        var now = DateTimeOffset.UtcNow;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Test CA", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        using var issued = request.Create(_authority, now.AddHours(-1), now.AddHours(1), [1, 2, 3]);
        Certificate = issued.CopyWithPrivateKey(key);
    }

    public string CaPem => _authority.ExportCertificatePem();

    public X509Certificate2 Certificate { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        _authority.Dispose();
    }
}
