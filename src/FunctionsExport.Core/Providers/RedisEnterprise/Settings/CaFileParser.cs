using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>Reads a PEM file of certificates.</summary>
internal static class CaFileParser
{
    /// <summary>The file's certificates, at least one; null when the setting is absent or has a fault.</summary>
    public static X509Certificate2Collection? Read(SettingsReader reader, string key)
    {
        var path = reader.Text(key);
        if (path is null)
        {
            return null;
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            reader.Fault(key, $"names a file that does not exist: '{path}'.");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reader.Fault(key, $"names a file that cannot be read: '{path}'; let this app's user read it.");
            return null;
        }
        catch (CryptographicException)
        {
            reader.Fault(key, $"names a file with a broken certificate: '{path}'; write certificates in PEM form.");
            return null;
        }

        if (certificates.Count == 0)
        {
            reader.Fault(key, $"names a file without a certificate in PEM form ('-----BEGIN CERTIFICATE-----'): '{path}'.");
            return null;
        }

        return certificates;
    }
}
