using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>Reads which server's certificate a source accepts.</summary>
internal static class ServerTrustParser
{
    public const string CaFileKey = "CaFile";
    public const string ThumbprintKey = "CertificateThumbprint";
    public const string AnyKey = "AllowUntrustedCertificate";

    private const int ThumbprintLength = 64;

    /// <summary>What is accepted; faults are reported.</summary>
    /// <param name="endpoints">The nodes, as far as they could be read.</param>
    public static ServerTrustSettings Read(SettingsReader reader, IReadOnlyList<Uri> endpoints)
    {
        var roots = CaFileParser.Read(reader, CaFileKey);
        var thumbprints = ReadThumbprints(reader);
        var any = reader.Flag(AnyKey, defaultValue: false);
        if (any && endpoints.Any(e => !e.IsLoopback))
        {
            reader.Fault(
                AnyKey,
                "is for clusters on this machine only; for another one set "
                + $"{reader.NameOf(CaFileKey)} or {reader.NameOf(ThumbprintKey)}.");
        }

        string?[] set =
        [
            reader.Text(CaFileKey) is null ? null : CaFileKey,
            reader.Text(ThumbprintKey) is null ? null : ThumbprintKey,
            any ? AnyKey : null,
        ];
        if (set.OfType<string>().ToList() is [_, var second, ..] all)
        {
            reader.Fault(second, $"has no place beside {all[0]}; keep one of {CaFileKey}, {ThumbprintKey} and {AnyKey}.");
        }

        return new ServerTrustSettings(roots, thumbprints, any);
    }

    private static List<string>? ReadThumbprints(SettingsReader reader)
    {
        var text = reader.Text(ThumbprintKey);
        if (text is null)
        {
            return null;
        }

        var thumbprints = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Normal).ToList();
        if (thumbprints.Count > 0 && thumbprints.TrueForAll(t => t.Length == ThumbprintLength && t.All(char.IsAsciiHexDigit)))
        {
            return thumbprints;
        }

        reader.Fault(
            ThumbprintKey,
            "must be the certificate's SHA-256 thumbprint, 64 hexadecimal digits with or without colons, or several with commas "
            + "between; `openssl x509 -in cert.pem -noout -fingerprint -sha256` shows it.");
        return null;
    }

    private static string Normal(string text) => text.Replace(":", "", StringComparison.Ordinal)
        .Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
