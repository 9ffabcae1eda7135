using System.Text.RegularExpressions;

namespace FunctionsExport.Configuration;

/// <summary>Takes secrets out of text that comes from elsewhere, such as a provider's error message that repeats the request.</summary>
public sealed class SecretScrubber
{
    private const string Mark = "***";
    private const int MaxLength = 500;
    private readonly Regex? _secrets;

    /// <summary>Creates a scrubber of the given values, however they are written: for a URL, in JSON, HTML or Base64.</summary>
    public SecretScrubber(IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);

        // The longest first: a secret may be a part of another.
        var patterns = secrets.Where(s => s.Length > 0).Distinct(StringComparer.Ordinal)
            .OrderByDescending(s => s.Length).Select(SecretPattern.Of).ToList();
        _secrets = patterns.Count == 0
            ? null
            : new Regex(string.Join('|', patterns), RegexOptions.CultureInvariant);
    }

    /// <summary>The text without secrets, on one line, at most 500 characters; null when there is none.</summary>
    public string? Scrub(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Scrubbed before it is cut: a secret must not survive by being cut in two.
        text = _secrets?.Replace(text, Mark) ?? text;
        var oneLine = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        text = string.Join(' ', oneLine.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..length] + "…";
    }
}
