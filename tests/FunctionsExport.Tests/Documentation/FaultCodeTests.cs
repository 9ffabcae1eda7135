using System.Reflection;
using System.Text.RegularExpressions;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Documentation;

/// <summary>Every code of a failure is explained: what it means, what to look at, what to do.</summary>
public sealed partial class FaultCodeTests
{
    private static readonly List<string> Codes =
        [.. typeof(FaultCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void Operations_have_one_row_for_every_code_in_the_order_of_the_alphabet()
    {
        var rows = Row().Matches(Document.Of("operations.md").Section("## What each code means")).ToList();

        Assert.True(Codes.Count > 30, $"Only {Codes.Count} codes were found.");
        Assert.Equal(Codes.Order(StringComparer.Ordinal), rows.Select(r => r.Groups[1].Value));
        Assert.All(rows, row => Assert.True(
            row.Groups[2].Value.Split('|') is [var again, _, var what] && again.Trim().Length > 1 && what.Trim().Length > 10,
            $"The row of {row.Groups[1].Value} does not say what to do."));
    }

    [Fact]
    public void Exports_name_every_code()
    {
        var table = Document.Of("exports.md").Section("## Faults").Split('\n').Where(l => l.StartsWith('|'));
        var named = table.SelectMany(l => Code().Matches(l.Split('|')[1])).Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(Codes.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `([a-z-]+)` \|([^|]*\|[^|]*\|[^|]*)\|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z-]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
