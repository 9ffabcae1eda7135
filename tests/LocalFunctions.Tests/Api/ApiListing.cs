using System.Text.RegularExpressions;

namespace LocalFunctions.Tests.Api;

/// <summary>The public API of the real packages: one type or member a line.</summary>
internal sealed partial class ApiListing
{
    private static readonly string[] Kinds = ["class", "interface", "enum", "struct"];

    private readonly Dictionary<string, RenderedType> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lines = new(StringComparer.Ordinal);

    public ApiListing(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#').Select(Normalise))
        {
            if (!AddType(line))
            {
                _lines.Add(line);
            }
        }
    }

    /// <summary>The listings that are part of this test assembly.</summary>
    public static ApiListing Load()
    {
        var assembly = typeof(ApiListing).Assembly;
        return new ApiListing(assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".txt", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd().Split('\n');
            }));
    }

    public int TypeCount => _types.Count;

    public RenderedType? Find(string name) => _types.GetValueOrDefault(name);

    public bool Contains(string member) => _lines.Contains(member);

    /// <summary>The listed members whose name is that of <paramref name="member"/>.</summary>
    public IEnumerable<string> Namesakes(string member)
    {
        var name = NameOf(member);
        return _lines.Where(line => NameOf(line) == name).Order(StringComparer.Ordinal);
    }

    private bool AddType(string line)
    {
        var separator = line.IndexOf(" : ", StringComparison.Ordinal);
        if (separator < 0)
        {
            return false;
        }

        var (name, rest) = (line[..separator], line[(separator + 3)..]);
        if (rest.StartsWith("delegate(", StringComparison.Ordinal))
        {
            _types[name] = new RenderedType(name, rest, null, [], []);
            return true;
        }

        var match = TypeLine().Match(rest);
        if (name.Contains('(', StringComparison.Ordinal) || !match.Success)
        {
            return false;
        }

        _types[name] = new RenderedType(name, match.Groups["kind"].Value, null, SplitTopLevel(match.Groups["parents"].Value), []);
        return Kinds.Any(kind => match.Groups["kind"].Value.EndsWith(kind, StringComparison.Ordinal));
    }

    // Attributes, which are not compared, follow after " [". Nullability of bare type parameters is not compared either. Nor is
    // a struct's being readonly: in assemblies built for .NET Standard the listings do not show it.
    private static string Normalise(string line)
    {
        var attributes = line.IndexOf(" [", StringComparison.Ordinal);
        return NullableTypeParameter().Replace(attributes < 0 ? line : line[..attributes], "$1").TrimEnd();
    }

    private static string NameOf(string member) => member.Split('(', '{', ':', '=')[0].Trim().Split('<')[0];

    private static List<string> SplitTopLevel(string text)
    {
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (i > start)
                {
                    parts.Add(text[start..i].Trim());
                }

                start = i + 1;
                continue;
            }

            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
        }

        return parts;
    }

    [GeneratedRegex(@"^(?:readonly )?(?<kind>(?:(?:static|abstract|sealed) )?(?:class|interface|enum|struct))(?: \((?<parents>.*)\))?$")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\b(T(?:[A-Z][A-Za-z]*)?)\?")]
    private static partial Regex NullableTypeParameter();
}
