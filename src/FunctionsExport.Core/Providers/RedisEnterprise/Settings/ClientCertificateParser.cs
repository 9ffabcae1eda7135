using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>Reads a client certificate with its private key from a PEM or a PFX (PKCS #12) file.</summary>
internal static class ClientCertificateParser
{
    public const string FileKey = "ClientCertificateFile";
    public const string KeyFileKey = "ClientCertificateKeyFile";
    public const string PasswordKey = "ClientCertificatePassword";

    private const int MaxSize = 1024 * 1024;

    /// <summary>The certificate and the others of its file as its chain; null when it is missing or has a fault.</summary>
    public static SslStreamCertificateContext? Read(SettingsReader reader)
    {
        var path = reader.RequiredText(FileKey, "a PEM or PFX file with the client certificate and its private key");
        var keyPath = reader.Text(KeyFileKey);
        var password = reader.Secret(PasswordKey);
        if (path is null || ReadFile(reader, FileKey, path) is not { } content)
        {
            return null;
        }

        byte[]? keyContent = null;
        if (keyPath is not null && (keyContent = ReadFile(reader, KeyFileKey, keyPath)) is null)
        {
            return null;
        }

        try
        {
            return IsPem(content)
                ? FromPem(reader, Text(content), keyContent is null ? Text(content) : Text(keyContent), password)
                : FromPfx(reader, content, keyPath, password);
        }
        catch (CryptographicException)
        {
            reader.Fault(
                FileKey,
                $"cannot be read: the file is damaged, holds no private key that belongs to the certificate, or "
                + $"{reader.NameOf(PasswordKey)} is missing or wrong.");
            return null;
        }
    }

    private static SslStreamCertificateContext? FromPem(SettingsReader reader, string pem, string keyPem, string? password)
    {
        if (!keyPem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            reader.Fault(FileKey, $"names a file without a private key; add the key, or set {reader.NameOf(KeyFileKey)}.");
            return null;
        }

        using var certificate = password is null
            ? X509Certificate2.CreateFromPem(pem, keyPem)
            : X509Certificate2.CreateFromEncryptedPem(pem, keyPem, password);
        var all = new X509Certificate2Collection();
        all.ImportFromPem(pem);
        return Context(Usable(certificate), all);
    }

    private static SslStreamCertificateContext? FromPfx(SettingsReader reader, byte[] content, string? keyPath, string? password)
    {
        if (keyPath is not null)
        {
            reader.Fault(KeyFileKey, "has no place beside a PFX file, which holds its key; take it away.");
            return null;
        }

        var all = X509CertificateLoader.LoadPkcs12Collection(content, password);
        var certificate = all.FirstOrDefault(c => c.HasPrivateKey);
        if (certificate is null)
        {
            reader.Fault(FileKey, "names a PFX file without a private key; export the certificate again with its key.");
            return null;
        }

        return Context(certificate, all);
    }

    // Offline: a chain that is not in the file is not looked for in the network.
    private static SslStreamCertificateContext Context(X509Certificate2 certificate, X509Certificate2Collection all)
    {
        X509Certificate2[] chain = [.. all.Where(c => c.Thumbprint != certificate.Thumbprint)];
        var others = new X509Certificate2Collection(chain);
        return SslStreamCertificateContext.Create(certificate, others, offline: true);
    }

    // A key that lives in memory only cannot be used for TLS on Windows.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

    private static byte[]? ReadFile(SettingsReader reader, string key, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxSize)
            {
                reader.Fault(key, $"names a file that is too large for a certificate: '{path}'.");
                return null;
            }

            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            reader.Fault(key, $"names a file that does not exist: '{path}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reader.Fault(key, $"names a file that cannot be read: '{path}'; let this app's user read it.");
        }

        return null;
    }

    private static bool IsPem(byte[] content) => content.AsSpan().IndexOf("-----BEGIN "u8) >= 0;

    private static string Text(byte[] content) => System.Text.Encoding.UTF8.GetString(content);
}
