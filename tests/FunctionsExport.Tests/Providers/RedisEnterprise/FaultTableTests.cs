using System.Reflection;
using System.Text.RegularExpressions;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

/// <summary>The table of faults in docs/redis-enterprise.md has every code that an export can end with, and no other.</summary>
public sealed partial class FaultTableTests
{
    private const string OtherProviders = "Providers";
    private const string ThisProvider = "RedisEnterprise";

    [Fact]
    public void Every_code_that_the_app_gives_has_its_row()
    {
        var rows = Rows();
        var given = CodesInSource();

        Assert.True(given.Count > 20, $"Only {given.Count} codes were found in the source.");
        Assert.Empty(given.Except(rows.Select(r => r.Code)));
    }

    [Fact]
    public void Every_row_has_a_code_of_the_app_a_cause_and_a_remedy()
    {
        var given = CodesInSource();

        Assert.All(Rows(), row =>
        {
            Assert.Contains(row.Code, given);
            Assert.True(row.Cause.Length > 10 && row.Remedy.Length > 10, $"The row of {row.Code} has no cause or no remedy.");
        });
        Assert.Equal(Rows().Count, Rows().DistinctBy(r => r.Code).Count());
    }

    private static List<(string Code, string Cause, string Remedy)> Rows()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "redis-enterprise.md"));
        var faults = document[document.IndexOf("\n## Faults", StringComparison.Ordinal)..];
        return [.. Row().Matches(faults).Select(m => (m.Groups[1].Value, m.Groups[2].Value.Trim(), m.Groups[3].Value.Trim()))];
    }

    /// <summary>The codes that the source names, but for the folders of other providers.</summary>
    private static HashSet<string> CodesInSource()
    {
        var values = typeof(FaultCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(f => f.Name, f => (string)f.GetRawConstantValue()!);
        return [.. SourceFiles().SelectMany(f => Use().Matches(File.ReadAllText(f)).Select(m => values[m.Groups[1].Value]))];
    }

    private static IEnumerable<string> SourceFiles()
    {
        string[] projects = ["FunctionsExport", "FunctionsExport.Core"];
        return projects.SelectMany(p => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", p), "*.cs", SearchOption.AllDirectories))
            .Where(f => Path.GetRelativePath(Repository.Root, f).Split(Path.DirectorySeparatorChar) is var parts
                && !parts.Contains("obj")
                && !IsOfAnotherProvider(parts));
    }

    // Providers/<name>/…, and not a file directly in Providers.
    private static bool IsOfAnotherProvider(string[] parts)
    {
        var folder = Array.IndexOf(parts, OtherProviders) + 1;
        return folder > 0 && folder < parts.Length - 1 && parts[folder] != ThisProvider;
    }

    [GeneratedRegex(@"^\| `([a-z-]+)` \|([^|]+)\|([^|]+)\|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex(@"FaultCodes\.([A-Z]\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Use();
}
