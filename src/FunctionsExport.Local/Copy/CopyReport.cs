using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Verify;

namespace FunctionsExport.Copy;

/// <summary>What became of a copy.</summary>
/// <param name="ExitCode">How the command ends.</param>
/// <param name="File">The blob; null when there is none.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="Fault">The same, with its code; null where it is the command line's.</param>
internal sealed record CopyReport(CopyExitCode ExitCode, FetchedFile? File, string? Error, ExportFault? Fault = null)
{
    private const double Mebibyte = 1024 * 1024;
    private static readonly JsonSerializerOptions Options = new(CatalogJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>One JSON document; every field is always there.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            schemaVersion = 1,
            exitCode = (int)ExitCode,
            blob = File?.Blob,
            size = File?.Size,
            sha256 = File?.Sha256,
            crc64 = File?.Crc64,
            proof = File?.Proof,
            checks = File?.Checks ?? [],
            rdb = File?.Rdb,
            seconds = Math.Round(Elapsed.TotalSeconds, 3),
            error = Error,
            fault = Fault?.Code,
        },
        Options);

    /// <summary>A few lines for people.</summary>
    public string ToText() => File is null
        ? Printable.Of(Error!)
        : string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Printable.Of(File.Blob!)}
              size    {File.Size:N0} bytes
              sha256  {File.Sha256 ?? "not known: an earlier try had sent a part"}
              crc64   {File.Crc64}
              proof   {File.Proof.ToString().ToLowerInvariant()} ({string.Join(", ", File.Checks)})
              time    {Elapsed.TotalSeconds:F1} s, {File.Size / Mebibyte / Math.Max(Elapsed.TotalSeconds, 0.001):N0} MiB/s
            """);
}
