using System.Text.RegularExpressions;

namespace FunctionsExport.Tests.Documentation;

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
        var level = heading.TakeWhile(c => c == '#').Count();
        var end = Regex.Match(Text[(start + heading.Length + 1)..], $@"^#{{1,{level}}} ", RegexOptions.Multiline);
        return end.Success ? Text.Substring(start, heading.Length + 1 + end.Index) : Text[start..];
    }

    // A comment in a block of code is no heading, and an index in one no link.
    private string WithoutCode() => Code().Replace(Text, "");

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("^#{1,6} (.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{N}_\- ]", RegexOptions.CultureInvariant)]
    private static partial Regex NoAnchor();
}
