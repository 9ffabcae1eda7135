using FunctionsExport.Transfer;

namespace FunctionsExport.Configuration;

/// <summary>The app's settings, read and validated once, at start.</summary>
/// <param name="Destination">Where exports are kept.</param>
/// <param name="StartGrace">
/// How long a provider that has accepted an export may stay idle before the export counts as not started.
/// </param>
/// <param name="FetchParallelism">How many files of one export are fetched at a time.</param>
/// <param name="Sources">The configured databases, by name.</param>
/// <param name="Scrubber">Knows every secret of the settings.</param>
public sealed record ExportSettings(
    DestinationSettings Destination,
    TimeSpan StartGrace,
    int FetchParallelism,
    IReadOnlyDictionary<string, ExportSource> Sources,
    SecretScrubber Scrubber)
{
    /// <summary>How files are copied.</summary>
    public TransferSettings Transfer { get; init; } = new();

    /// <summary>
    /// How long histories of ended orchestrations are kept; infinite for ever, null when it is not set.
    /// </summary>
    public TimeSpan? HistoryRetention { get; init; }
}
