using System.Text.RegularExpressions;
using FunctionsExport.Providers;
using FunctionsExport.Retention;
using Microsoft.Extensions.Configuration;

namespace FunctionsExport.Configuration;

/// <summary>Reads the section <c>Export</c> of the configuration, once, with all its faults.</summary>
internal sealed partial class ExportSettingsReader(IConfiguration configuration, IEnumerable<IExportProviderFactory> factories)
{
    private static readonly TimeSpan MinDeadline = TimeSpan.FromMinutes(1);

    // Below the function timeout of host.json, so that an activity ends by itself before the host ends it.
    private static readonly TimeSpan MaxDeadline = TimeSpan.FromHours(23);
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromHours(6);

    private readonly SettingsReport _report = new();

    /// <exception cref="ExportSettingsException">The settings have faults.</exception>
    public ExportSettings Read()
    {
        ReportUnresolved();
        var reader = new SettingsReader(configuration.GetSection("Export"), _report);
        var destination = new DestinationSettingsReader(configuration, _report).Read(reader.Section("Destination"));
        var deadline = reader.Duration("Deadline", DefaultDeadline, MinDeadline, MaxDeadline);
        var startGrace = reader.Duration(
            "StartGrace", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10), TimeSpan.FromHours(1));
        var parallelism = reader.WholeNumber("FetchParallelism", 4, 1, 16);
        var transfer = TransferSettingsReader.Read(reader.Section("Transfer"));
        var historyRetention = HistoryRetentionParser.Read(reader);
        var sources = ReadSources(reader, deadline);
        reader.ReportUnknown();

        return _report.Faults.Count == 0
            ? new ExportSettings(destination!, startGrace, parallelism, sources, _report.CreateScrubber())
            {
                Transfer = transfer,
                HistoryRetention = historyRetention,
            }
            : throw new ExportSettingsException(_report.Faults);
    }

    /// <summary>
    /// App Service hands over a Key Vault reference that it could not resolve as it is written: it would go to a provider as a password.
    /// </summary>
    private void ReportUnresolved()
    {
        foreach (var (path, value) in configuration.GetSection("Export").AsEnumerable())
        {
            if (value?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) == true)
            {
                _report.Add(
                    path.Replace(":", "__", StringComparison.Ordinal),
                    "is a Key Vault reference that was not resolved; see that the secret is there and the app's identity may read it, and "
                    + "have the reference read again.");
            }
        }
    }

    private Dictionary<string, ExportSource> ReadSources(SettingsReader reader, TimeSpan defaultDeadline)
    {
        var section = reader.Section("Sources");
        var sources = new Dictionary<string, ExportSource>(StringComparer.Ordinal);
        if (section.Keys.Count == 0)
        {
            section.Fault("<name>__Provider", $"is missing; configure at least one source, with one of {ProviderNames}.");
        }

        foreach (var name in section.Keys)
        {
            var source = ReadSource(name, section.Section(name), defaultDeadline);
            if (source is not null)
            {
                sources.Add(name, source);
            }
        }

        return sources;
    }

    private string ProviderNames => string.Join(", ", factories.Select(f => f.Name).Order(StringComparer.Ordinal));

    private ExportSource? ReadSource(string name, SettingsReader settings, TimeSpan defaultDeadline)
    {
        if (!SourceName().IsMatch(name))
        {
            settings.Fault(
                "Provider",
                $"belongs to a source named '{name}'; a source's name is 1 to 40 lower-case letters and digits, a letter first.");
        }

        var displayName = settings.Text("DisplayName") ?? name;
        var deadline = settings.Duration("Deadline", defaultDeadline, MinDeadline, MaxDeadline);
        var fetch = settings.Flag("Fetch", defaultValue: false);
        var schedule = ScheduleParser.Read(settings, name);
        var tolerance = settings.Duration("OverdueTolerance", deadline, TimeSpan.FromMinutes(1), TimeSpan.FromDays(31));
        var bytesPerSecond = TransferSettingsReader.ReadRate(settings);
        var retention = RetentionParser.Read(settings.Section("Retention"));
        var providerName = settings.RequiredText("Provider", $"one of {ProviderNames}");
        var factory = factories.FirstOrDefault(f => string.Equals(f.Name, providerName, StringComparison.OrdinalIgnoreCase));
        if (factory is null)
        {
            if (providerName is not null)
            {
                settings.Fault("Provider", $"must be one of {ProviderNames}, but is '{providerName}'.");
            }

            // Which section is the right one is not known: none is called unknown.
            foreach (var known in factories)
            {
                settings.PassOver(known.Name);
            }

            return null;
        }

        var provider = factory.Create(settings.Section(factory.Name));
        if (fetch && provider?.FetchObstacle is { } obstacle)
        {
            settings.Fault("Fetch", obstacle);
        }

        return provider is null
            ? null
            : new ExportSource(name, displayName, factory.Name, provider, deadline, fetch, schedule, tolerance)
            {
                BytesPerSecond = bytesPerSecond,
                Retention = retention,
            };
    }

    [GeneratedRegex("^[a-z][a-z0-9]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex SourceName();
}
