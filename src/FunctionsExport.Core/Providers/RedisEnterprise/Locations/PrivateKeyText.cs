using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>A private key in PEM form, as a setting.</summary>
internal static class PrivateKeyText
{
    private const string Begin = "-----BEGIN ";
    private const string End = "PRIVATE KEY-----";
    private const int ShortestLine = 16;

    /// <summary>The key, its line breaks real ones; null when it is absent or has a fault.</summary>
    public static string? Read(SettingsReader reader, string key, bool required)
    {
        var raw = required
            ? reader.RequiredSecret(key, "a private key in PEM form ('-----BEGIN PRIVATE KEY-----')")
            : reader.Secret(key);
        if (raw is null)
        {
            return null;
        }

        // App settings and JSON files of keys write line breaks as a backslash and an n.
        var text = raw.Replace("\\n", "\n", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim() + "\n";
        var first = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        if (!first.StartsWith(Begin, StringComparison.Ordinal) || !first.EndsWith(End, StringComparison.Ordinal)
            || !text.Contains("\n-----END ", StringComparison.Ordinal))
        {
            reader.Fault(
                key, "must be a private key in PEM form, from '-----BEGIN' to 'PRIVATE KEY-----', its line breaks real or written \\n.");
            return null;
        }

        return text;
    }

    /// <summary>What must never be shown: the key's lines, each by itself, since a message may repeat a piece of it.</summary>
    public static IReadOnlyList<string> SecretsOf(string key) =>
        [.. key.Split('\n').Where(l => l.Length >= ShortestLine && !l.StartsWith("-----", StringComparison.Ordinal))];
}
