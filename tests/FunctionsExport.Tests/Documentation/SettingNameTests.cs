using System.Text.RegularExpressions;
using FunctionsExport.Configuration;
using FunctionsExport.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsExport.Tests.Documentation;

/// <summary>The app's settings that the documentation and the samples name are ones that the app reads.</summary>
public sealed partial class SettingNameTests
{
    private const string Source = "Export__Sources__orders__";

    // Which settings there are depends on these.
    private static readonly Dictionary<string, string?>[] Kinds =
    [
        .. new[] { "url", "sftp", "s3", "gs", "abs", "mount_point" }.Select(type => new Dictionary<string, string?>
        {
            [$"{Source}Provider"] = "RedisEnterprise",
            [$"{Source}RedisEnterprise__ExportLocation__Type"] = type,
        }),
        new() { [$"{Source}Provider"] = "TencentRedis" },
        new() { [$"{Source}Provider"] = "TencentCrs" },
    ];

    [Fact]
    public void Every_setting_that_is_named_is_read()
    {
        var files = Document.All.Select(d => (d.Name, d.Text))
            .Append(("local.settings.sample.json", File.ReadAllText(Repository.PathOf("local.settings.sample.json"))));
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
    }

    private static IEnumerable<string> NamesIn(string text) => Name().Matches(text)
        .Select(m => m.Value.Replace("<name>", "orders", StringComparison.Ordinal).TrimEnd('_'))
        .Select(n => OtherSource().Replace(n, Source))
        .Where(n => n != "Export");

    private static bool IsKnown(string setting) => Kinds.Any(kind => !FaultsOf(kind, setting).Any(
        f => f.StartsWith($"{setting} is not a setting", StringComparison.Ordinal)
            || Sections(setting).Any(s => f.StartsWith($"{s} is not a setting", StringComparison.Ordinal))));

    // A name below a section that is unknown is not told by itself.
    private static IEnumerable<string> Sections(string setting)
    {
        for (var end = setting.LastIndexOf("__", StringComparison.Ordinal); end > 0; end = setting.LastIndexOf("__", end - 1, StringComparison.Ordinal))
        {
            yield return setting[..end];
        }
    }

    private static IReadOnlyList<string> FaultsOf(Dictionary<string, string?> kind, string setting)
    {
        // What is named may be a section, whose own value nobody reads.
        var settings = new Dictionary<string, string?>(kind) { [setting] = kind.GetValueOrDefault(setting, "x") };
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value)))
            .Build();
        using var services = new ServiceCollection().AddLogging().AddFunctionsExport(configuration).BuildServiceProvider();
        try
        {
            new ExportSettingsReader(configuration, services.GetServices<IExportProviderFactory>()).Read();
            return [];
        }
        catch (ExportSettingsException e)
        {
            return e.Faults;
        }
    }

    [GeneratedRegex("Export__(?:[A-Za-z0-9]|<name>|__?(?=[A-Za-z0-9<]))+", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("^Export__Sources__[a-z0-9]+__", RegexOptions.CultureInvariant)]
    private static partial Regex OtherSource();
}
