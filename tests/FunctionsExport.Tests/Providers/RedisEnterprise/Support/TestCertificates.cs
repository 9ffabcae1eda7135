using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>Makes certificates for TLS tests.</summary>
internal static class TestCertificates
{
    /// <summary>A self-signed certificate for localhost and 127.0.0.1, as a cluster makes for itself.</summary>
    public static X509Certificate2 Localhost { get; } = SelfSigned("localhost");

    public static X509Certificate2 SelfSigned(string host, int validForDays = 30)
    {
        using var key = RSA.Create(2048);
        var request = Request(host, key);
        return Usable(request.CreateSelfSigned(Start(validForDays), DateTimeOffset.UtcNow.AddDays(validForDays)));
    }

    public static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(Start(30), DateTimeOffset.UtcNow.AddDays(30));
    }

    public static X509Certificate2 SignedBy(X509Certificate2 authority, string host)
    {
        using var key = RSA.Create(2048);
        var serial = RandomNumberGenerator.GetBytes(8);
        using var signed = Request(host, key).Create(authority, authority.NotBefore, authority.NotAfter, serial);
        return Usable(signed.CopyWithPrivateKey(key));
    }

    /// <summary>Writes certificates, without keys, to a PEM file.</summary>
    public static string WritePem(string path, params X509Certificate2[] certificates)
    {
        File.WriteAllLines(path, certificates.Select(c => c.ExportCertificatePem()));
        return path;
    }

    private static DateTimeOffset Start(int validForDays) => DateTimeOffset.UtcNow.AddDays(Math.Min(0, validForDays) - 1);

    private static CertificateRequest Request(string host, RSA key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    // A key that lives in memory only cannot be used for TLS on Windows.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
