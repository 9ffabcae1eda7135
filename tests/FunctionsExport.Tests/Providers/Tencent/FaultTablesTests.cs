using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using FunctionsExport.Providers;
using FunctionsExport.Providers.TencentCrs.Api;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Providers.Tencent;

/// <summary>The tables of faults in docs/tencent.md have every code that the providers give, and every code of Tencent Cloud's they know.</summary>
public sealed partial class FaultTablesTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tencent.md"));

    [Theory]
    [InlineData("TencentCrs", "\n## Faults\n", "\n## API 3.0\n")]
    [InlineData("TencentRedis", "\n### Faults of API 3.0\n", null)]
    public void Table_has_every_code_that_the_provider_gives_and_no_other(string provider, string from, string? to)
    {
        var given = CodesInSource(provider);
        var rows = Row().Matches(Section(from, to)).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.True(given.Count > 10, $"Only {given.Count} codes were found in the source.");
        Assert.Empty(given.Except(rows));
        Assert.Empty(rows.Except(given).Except([FaultCodes.NotStarted]));
    }

    [Theory]
    [InlineData("\n## Faults\n", "\n## API 3.0\n")]
    [InlineData("\n### Faults of API 3.0\n", null)]
    public void Row_has_a_cause_and_a_remedy(string from, string? to) => Assert.All(
        Row().Matches(Section(from, to)),
        row => Assert.True(row.Groups[2].Value.Trim().Length > 20, $"The row of {row.Groups[1].Value} has no cause or no remedy."));

    [Fact]
    public void Table_of_v2_has_every_code_of_Tencent_Clouds_that_is_known()
    {
        var numbers = typeof(CrsErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => ((int)f.GetRawConstantValue()!).ToString(CultureInfo.InvariantCulture)).ToList();
        var table = Section("\n## Faults\n", "\n## API 3.0\n");

        Assert.Equal(31, numbers.Count);
        Assert.All(numbers, number => Assert.Matches($@"\b{number}\b", table));
    }

    [Fact]
    public void Table_of_3_0_has_every_code_of_Tencent_Clouds_that_is_known()
    {
        var source = File.ReadAllText(Path.Combine(
            Repository.Root, "src", "FunctionsExport.Core", "Providers", "TencentRedis", "Api", "ErrorCodes.cs"));
        var codes = Literal().Matches(source).Select(m => m.Groups[1].Value).Distinct().ToList();
        var table = Section("\n### Faults of API 3.0\n", null);

        // Several of one family stand as their last parts in one row.
        Assert.True(codes.Count > 30, $"Only {codes.Count} codes were found in the source.");
        Assert.All(codes, code => Assert.Contains(
            code.Contains('.', StringComparison.Ordinal) ? code[code.IndexOf('.', StringComparison.Ordinal)..] : $"`{code}",
            table,
            StringComparison.Ordinal));
    }

    private static string Section(string from, string? to)
    {
        var start = Document.IndexOf(from, StringComparison.Ordinal);
        var end = to is null ? Document.Length : Document.IndexOf(to, start, StringComparison.Ordinal);
        return Document[start..end];
    }

    /// <summary>The codes that the source of a provider names, and that of the files it downloads.</summary>
    private static HashSet<string> CodesInSource(string provider)
    {
        var values = typeof(FaultCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(f => f.Name, f => (string)f.GetRawConstantValue()!);
        var core = Path.Combine(Repository.Root, "src", "FunctionsExport.Core");
        var files = Directory.EnumerateFiles(Path.Combine(core, "Providers", provider), "*.cs", SearchOption.AllDirectories)
            .Append(Path.Combine(core, "Transfer", "Sources", "HttpFileFaults.cs"));
        return [.. files.SelectMany(f => Use().Matches(File.ReadAllText(f)).Select(m => values[m.Groups[1].Value]))];
    }

    [GeneratedRegex(@"^\| `([a-z-]+)` \|(.+)\|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex(@"FaultCodes\.([A-Z]\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Use();

    [GeneratedRegex("\"([A-Z][A-Za-z]+(?:\\.[A-Z][A-Za-z]+)?)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
