using System.Text.RegularExpressions;

namespace FunctionsExport.Tests.Infra.Support;

/// <summary>A part of a Markdown document, below one heading.</summary>
internal static partial class Document
{
    /// <summary>The text below a heading, up to the next one of its level or above.</summary>
    public static string Section(string file, string heading)
    {
        var text = Repository.Read("docs", file);
        var start = text.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/{file} has no heading '{heading}'.");
        var level = heading.IndexOf(' ', StringComparison.Ordinal);
        var next = Regex.Match(text[(start + heading.Length + 2)..], $@"^#{{1,{level}}} ", RegexOptions.Multiline);
        return next.Success ? text.Substring(start + heading.Length + 2, next.Index) : text[(start + heading.Length + 2)..];
    }

    /// <summary>The rows of its tables, below their headings: the cells of each.</summary>
    public static IReadOnlyList<string[]> Rows(string section) =>
    [
        .. from table in Table().Matches(section)
           from row in table.Groups["row"].Captures
           select row.Value.Trim().Trim('|').Split('|').Select(c => c.Trim()).ToArray(),
    ];

    /// <summary>The names in a text that are written as code.</summary>
    public static IReadOnlyList<string> Names(string text) => [.. Code().Matches(text).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"^\|.*\n\|-.*\n(?<row>\|.*\n?)+", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
