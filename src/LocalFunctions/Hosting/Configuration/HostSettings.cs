using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting.Configuration;

/// <summary>What the app runs with: options, configuration, host.json and defaults joined.</summary>
internal sealed record HostSettings
{
    private const string Section = "LocalFunctions";

    public required HostJson HostJson { get; init; }

    public required IReadOnlyList<ListenAddress> Addresses { get; init; }

    public required string StorePath { get; init; }

    public required bool DeliverActivitiesTwice { get; init; }

    /// <summary>How long an ended orchestration stays; infinite for ever.</summary>
    public required TimeSpan HistoryRetention { get; init; }

    /// <summary>The folder of host.json and local.settings.json.</summary>
    public static string BaseFolder(LocalFunctionsOptions options, IConfiguration configuration) =>
        Path.GetFullPath(
            options.BaseFolder ?? NonEmpty(configuration[$"{Section}:{nameof(BaseFolder)}"]) ?? AppContext.BaseDirectory);

    /// <summary>Reads everything.</summary>
    /// <param name="options">What the caller set.</param>
    /// <param name="configuration">The app's configuration.</param>
    /// <param name="folder">The base folder.</param>
    /// <param name="faults">Receives a sentence for each fault.</param>
    public static HostSettings Read(
        LocalFunctionsOptions options, IConfiguration configuration, string folder, List<string> faults)
    {
        var hostJson = HostJsonReader.Read(folder, configuration, faults);
        var urls = options.Urls ?? NonEmpty(configuration[$"{Section}:{nameof(options.Urls)}"]) ?? ListenAddress.Default;
        var store = options.StorePath
            ?? NonEmpty(configuration[$"{Section}:{nameof(options.StorePath)}"])
            ?? Path.Combine(".local", $"{hostJson.HubName}.db");
        return new HostSettings
        {
            HostJson = hostJson,
            Addresses = ListenAddress.Parse(urls, $"{Section}:{nameof(options.Urls)}", faults),
            StorePath = Path.GetFullPath(store, folder),
            DeliverActivitiesTwice = options.DeliverActivitiesTwice ?? ReadTwice(configuration, faults),
            HistoryRetention = options.HistoryRetention ?? Configuration.HistoryRetention.Parse(
                NonEmpty(configuration[$"{Section}:{nameof(HistoryRetention)}"]),
                $"{Section}:{nameof(HistoryRetention)}",
                faults),
        };
    }

    private static bool ReadTwice(IConfiguration configuration, List<string> faults)
    {
        const string Key = $"{Section}:{nameof(DeliverActivitiesTwice)}";
        if (NonEmpty(configuration[Key]) is not { } text)
        {
            return false;
        }

        if (bool.TryParse(text, out var twice))
        {
            return twice;
        }

        faults.Add($"{Key}: \"{text}\" is neither true nor false.");
        return false;
    }

    private static string? NonEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
