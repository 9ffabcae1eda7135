using System.Globalization;
using System.Text;

namespace FunctionsExport.Verify;

/// <summary>What others have named, for a terminal: a file's name may hold line ends and a terminal's own commands.</summary>
internal static class Printable
{
    /// <summary>The text with what is not to be seen, or changes how the rest is seen, as <c>\uNNNN</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsHidden))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = IsHidden(c) ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : shown.Append(c);
        }

        return shown.ToString();
    }

    private static bool IsHidden(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
