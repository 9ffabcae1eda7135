namespace FunctionsExport.Configuration;

/// <summary>Takes secrets out of text that comes from elsewhere, such as a provider's error message that repeats the request.</summary>
public sealed class SecretScrubber
{
    private const string Mark = "***";
    private const int MaxLength = 500;
    private readonly string[] _secrets;

    /// <summary>Creates a scrubber of the given values and of their URL, JSON and Base64 forms.</summary>
    public SecretScrubber(IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _secrets = [.. secrets.SelectMany(Forms).Where(s => s.Length > 0).Distinct().OrderByDescending(s => s.Length)];
    }

    /// <summary>The text without secrets, on one line, at most 500 characters; null when there is none.</summary>
    public string? Scrub(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Scrubbed before it is cut: a secret must not survive by being cut in two.
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Mark, StringComparison.Ordinal);
        }

        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }

    private static IEnumerable<string> Forms(string secret) =>
    [
        secret,
        Uri.EscapeDataString(secret),
        System.Text.Json.JsonEncodedText.Encode(secret).ToString(),
        Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret)),
    ];
}
