using System.Text.RegularExpressions;

namespace FunctionsExport.Tests.Support;

/// <summary>A Markdown file of the repository.</summary>
internal sealed partial class Document
{
    private Document(string path)
    {
        Path = path;
        Text = File.ReadAllText(path);
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>Its path below the repository.</summary>
    public string Name => System.IO.Path.GetRelativePath(Repository.Root, Path);

    /// <summary>README.md and all of docs/.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        new Document(Repository.PathOf("README.md")),
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Order(StringComparer.Ordinal).Select(f => new Document(f)),
    ];

    /// <summary>The document of docs/ with a name.</summary>
    public static Document Of(string name) => All.Single(d => d.Name == System.IO.Path.Combine("docs", name));

    /// <summary>The anchors of its headings, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors() => Heading().Matches(WithoutCode())
        .Select(m => NoAnchor().Replace(m.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>The targets of its links.</summary>
    public IEnumerable<string> Links() => Link().Matches(WithoutCode()).Select(m => m.Groups[1].Value);

    /// <summary>What follows a heading, up to the next one of its level or above.</summary>
    public string Section(string heading)
    {
        var start = Text.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Name} has no '{heading}'.");
        var below = Text[(start + heading.Length + 2)..];
        var level = heading.TakeWhile(c => c == '#').Count();
        var end = Regex.Match(below, $@"^#{{1,{level}}} ", RegexOptions.Multiline);
        return end.Success ? below[..end.Index] : below;
    }

    /// <summary>The rows of the tables in a text, below their headings: the cells of each.</summary>
    public static IReadOnlyList<string[]> Rows(string text) =>
    [
        .. from table in Table().Matches(text)
           from row in table.Groups["row"].Captures
           select row.Value.Trim().Trim('|').Split('|').Select(c => c.Trim()).ToArray(),
    ];

    /// <summary>The names in a text that are written as code.</summary>
    public static IReadOnlyList<string> Names(string text) => [.. InCode().Matches(text).Select(m => m.Groups[1].Value)];

    // A comment in a block of code is no heading, and an index in one no link.
    private string WithoutCode() => Code().Replace(Text, "");

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\|.*\n\|-.*\n(?<row>\|.*\n?)+", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Table();

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex InCode();

    [GeneratedRegex("^#{1,6} (.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{N}_\- ]", RegexOptions.CultureInvariant)]
    private static partial Regex NoAnchor();
}
