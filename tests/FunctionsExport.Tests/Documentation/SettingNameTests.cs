using System.Text.RegularExpressions;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Documentation;

/// <summary>The app's settings that the documentation and the samples name are ones that the app reads.</summary>
public sealed partial class SettingNameTests
{
    private const string Source = "Export__Sources__<name>__";

    [Fact]
    public void Every_setting_that_is_named_is_read()
    {
        var files = Document.All.Select(d => (d.Name, d.Text)).Concat(
            new[] { "local.settings.sample.json", Path.Combine("infra", "main.sample.bicepparam") }.Select(f => (f, Repository.Read(f))));
        var named = files.SelectMany(f => NamesIn(f.Item2), (f, n) => (File: f.Item1, Setting: n)).Distinct().ToList();
        var known = named.Select(n => n.Setting).Distinct().Where(IsKnown).ToHashSet();

        Assert.True(known.Count > 40, $"Only {known.Count} settings were found.");
        Assert.Empty(named.Where(n => !known.Contains(n.Setting)).Select(n => $"{n.File}: {n.Setting}"));
    }

    [Fact]
    public void Setting_that_nobody_reads_is_noticed()
    {
        Assert.False(IsKnown("Export__Deadlines"));
        Assert.False(IsKnown($"{Source}RedisEnterprise__ExportLocation__Bucket"));
        Assert.True(IsKnown($"{Source}RedisEnterprise__ExportLocation__BucketName"));
        Assert.True(IsKnown($"{Source}RedisEnterprise__ExportLocation"));
    }

    private static IEnumerable<string> NamesIn(string text) => Name().Matches(text)
        .Select(m => AnySource().Replace(m.Value.TrimEnd('_'), Source).TrimEnd('_'))
        .Where(n => n != "Export");

    // What is named may be a section.
    private static bool IsKnown(string setting) => KnownSettings.All.Contains(setting)
        || KnownSettings.All.Any(known => known.StartsWith($"{setting}__", StringComparison.Ordinal));

    [GeneratedRegex("Export__(?:[A-Za-z0-9]|<name>|__?(?=[A-Za-z0-9<]))+", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("^Export__Sources__[a-z0-9]+(?:__|$)", RegexOptions.CultureInvariant)]
    private static partial Regex AnySource();
}
