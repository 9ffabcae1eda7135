using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FunctionsExport.Emulators.Processes;

/// <summary>A self-signed certificate for localhost and 127.0.0.1, valid for a week, in PEM.</summary>
/// <param name="Certificate">What a client trusts as its CA file.</param>
/// <param name="PrivateKey">PKCS#8, not encrypted.</param>
internal sealed record LoopbackCertificate(string Certificate, string PrivateKey)
{
    public static LoopbackCertificate Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        return new LoopbackCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The certificate alone: the key is not printed.</summary>
    public override string ToString() => Certificate;
}
