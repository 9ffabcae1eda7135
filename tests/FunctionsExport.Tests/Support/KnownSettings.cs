using System.Text.RegularExpressions;
using FunctionsExport.Configuration;
using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;
using FunctionsExport.Providers.TencentCrs;
using FunctionsExport.Providers.TencentRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsExport.Tests.Support;

/// <summary>
/// Every setting that the app knows, by its own word: each section is given a setting that is none, and the fault that the reader
/// reports names those that are.
/// </summary>
internal static partial class KnownSettings
{
    private const string Unknown = "NoSuchSetting";
    private static readonly string[] Sections = ["Destination", "Transfer", "Sources", "Retention", "ExportLocation"];
    private static readonly string[] Locations = ["url", "sftp", "s3", "gs", "abs", "mount_point"];

    /// <summary>The names, such as <c>Export__Sources__&lt;name&gt;__Provider</c>.</summary>
    public static IReadOnlySet<string> All { get; } = Ask();

    /// <summary>Reads settings as the app does at its start.</summary>
    public static ExportSettings Read(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s =>
                KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value)))
            .Build();
        return new ExportSettingsReader(configuration, Factories()).Read();
    }

    private static List<IExportProviderFactory> Factories()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services.AddRedisEnterprise();
        services.AddTencentCrs();
        services.AddTencentRedis();
        return [.. services.BuildServiceProvider().GetServices<IExportProviderFactory>()];
    }

    private static HashSet<string> Ask()
    {
        var providers = Factories().ConvertAll(f => f.Name);
        var settings = new Dictionary<string, string>();
        void None(string section) => settings[$"{section}__{Unknown}"] = "x";

        string AddSource(string source, string provider)
        {
            var name = $"Export__Sources__{source}";
            settings[$"{name}__Provider"] = provider;
            None(name);
            None($"{name}__Retention");
            None($"{name}__{provider}");
            return name;
        }

        foreach (var section in new[] { "Export", "Export__Destination", "Export__Transfer" })
        {
            None(section);
        }

        foreach (var provider in providers)
        {
            AddSource(provider.ToLowerInvariant(), provider);
        }

        for (var i = 0; i < Locations.Length; i++)
        {
            var location = AddSource($"location{i}", "RedisEnterprise") + "__RedisEnterprise__ExportLocation";
            settings[$"{location}__Type"] = Locations[i];
            None(location);
        }

        var faults = Assert.Throws<ExportSettingsException>(() => Read(settings)).Faults;
        var parents = Sections.Concat(providers).ToHashSet();
        return
        [
            .. from fault in faults
               let match = Known().Match(fault)
               where match.Success
               from key in match.Groups["keys"].Value.Split(", ")
               where !parents.Contains(key)
               select Source().Replace($"{match.Groups["section"].Value}__{key}", "Export__Sources__<name>__"),
        ];
    }

    [GeneratedRegex($@"^(?<section>\w+)__{Unknown} is not a setting; the settings here are (?<keys>.+)\.$")]
    private static partial Regex Known();

    [GeneratedRegex("^Export__Sources__[a-z0-9]+__")]
    private static partial Regex Source();
}
