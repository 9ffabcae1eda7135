using FunctionsExport.Configuration;
using Microsoft.Extensions.Configuration;

namespace FunctionsExport.Tests.Configuration.Support;

/// <summary>Settings as a user writes them, with <c>__</c> between the parts of a name.</summary>
internal static class Settings
{
    public const string Source = "Export__Sources__orders__";
    public const string Destination = "Export__Destination__";

    /// <summary>The least that is complete.</summary>
    public static readonly (string Name, string? Value)[] Least =
    [
        ("AzureWebJobsStorage", "UseDevelopmentStorage=true"),
        (Source + "Provider", "Fake"),
        (Source + "Fake__Endpoint", "https://cluster:9443"),
    ];

    /// <summary>Reads the least settings with some changed, added or (null) left out.</summary>
    public static ExportSettings Read(params (string Name, string? Value)[] changes) => ReadExactly([.. Least, .. changes]);

    public static ExportSettings ReadExactly(params (string Name, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in settings)
        {
            values[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Where(v => v.Value is not null))
            .Build();
        return new ExportSettingsReader(configuration, [new FakeProviderFactory(), new FakeProviderFactory("Other")]).Read();
    }

    /// <summary>The faults of the least settings with some changes.</summary>
    public static IReadOnlyList<string> Faults(params (string Name, string? Value)[] changes) =>
        Assert.Throws<ExportSettingsException>(() => Read(changes)).Faults;

    /// <summary>The only fault of the least settings with some changes.</summary>
    public static string Fault(params (string Name, string? Value)[] changes) => Assert.Single(Faults(changes));
}
