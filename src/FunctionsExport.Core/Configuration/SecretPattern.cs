using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace FunctionsExport.Configuration;

/// <summary>
/// Regular expressions that find a secret in any of the forms that it takes on the way. Encoders differ in which characters they
/// escape, so each character may be escaped or not.
/// </summary>
internal static class SecretPattern
{
    /// <summary>The pattern of a secret, and of its Base64 forms.</summary>
    public static string Of(string secret)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        var unpadded = base64.TrimEnd('=');
        var url = unpadded.Replace('+', '-').Replace('/', '_');
        string[] forms = [secret, base64, unpadded, url];
        return string.Join('|', forms.Distinct(StringComparer.Ordinal).SelectMany(f => new[] { EscapedOf(f), Exactly(f) }));
    }

    private static string EscapedOf(string text) => string.Concat(text.EnumerateRunes().Select(OneOf));

    private static string OneOf(Rune rune)
    {
        var text = rune.ToString();
        if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
        {
            return text;
        }

        var code = rune.Value;
        var forms = new List<string> { Exactly(text), AnyCase(PercentEncoded(text)), AnyCase(JsonEscaped(text)) };
        forms.Add(Exactly(string.Create(CultureInfo.InvariantCulture, $"&#{code};")));
        forms.Add(AnyCase(string.Create(CultureInfo.InvariantCulture, $"&#x{code:x};")));
        forms.Add(Exactly(WebUtility.HtmlEncode(text)));
        forms.AddRange(text switch
        {
            " " => [Exactly("+")],
            "\"" or "\\" or "/" => [Exactly("\\" + text)],
            "'" => [Exactly("&apos;")],
            "\t" => [Exactly("\\t")],
            _ => Array.Empty<string>(),
        });

        // Atomic, the longest first: %25 and \\ are one escaped character each, and a search takes linear time.
        return $"(?>{string.Join('|', forms.Distinct(StringComparer.Ordinal).OrderByDescending(f => f.Length))})";
    }

    private static string PercentEncoded(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(b => "%" + b.ToString("x2", CultureInfo.InvariantCulture)));

    private static string JsonEscaped(string text) =>
        string.Concat(text.Select(c => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture)));

    private static string Exactly(string text) => Regex.Escape(text);

    private static string AnyCase(string text) => $"(?i:{Regex.Escape(text)})";
}
