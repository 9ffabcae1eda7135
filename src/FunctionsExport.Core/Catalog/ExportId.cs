using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace FunctionsExport.Catalog;

/// <summary>
/// The id of an export, <c>{source}-{yyyyMMddTHHmmssZ}-{6 hex}</c>. It is the orchestration's instance id, and it tells where the
/// export's blobs are.
/// </summary>
/// <param name="Source">The source's name.</param>
/// <param name="Time">The time of the request, or the instant a schedule was due; whole seconds, UTC.</param>
/// <param name="Suffix">Six lower-case hexadecimal digits.</param>
public sealed partial record ExportId(string Source, DateTimeOffset Time, string Suffix)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>A new id for a request.</summary>
    public static ExportId New(string source, DateTimeOffset now) =>
        new(source, ToSeconds(now), RandomNumberGenerator.GetHexString(6, lowercase: true));

    /// <summary>The id of the export that a schedule starts at an instant: always the same one.</summary>
    public static ExportId ForSchedule(string source, DateTimeOffset due)
    {
        var time = ToSeconds(due);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{source}|{Format(time)}"));
        return new(source, time, Convert.ToHexStringLower(hash)[..6]);
    }

    /// <summary>The id of the export that a client has named by an idempotency key at a time: always the same one.</summary>
    public static ExportId ForKey(string source, DateTimeOffset requestedAt, string key)
    {
        var time = ToSeconds(requestedAt);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{source}|{Format(time)}|{key}"));
        return new(source, time, Convert.ToHexStringLower(hash)[..6]);
    }

    /// <summary>Reads an id; null when the text is none.</summary>
    public static ExportId? Parse(string? text)
    {
        var match = Pattern().Match(text ?? "");
        return match.Success && DateTimeOffset.TryParseExact(
            match.Groups["time"].ValueSpan,
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time)
            ? new ExportId(match.Groups["source"].Value, time, match.Groups["suffix"].Value)
            : null;
    }

    /// <summary>The prefix of the export's blobs, with a slash at its end.</summary>
    public string BlobPrefix => string.Create(CultureInfo.InvariantCulture, $"{Source}/{Time:yyyy}/{Time:MM}/{Time:dd}/{this}/");

    /// <summary>The name of the blob that takes a file of the export.</summary>
    public string BlobNameOf(string file) => BlobPrefix + file;

    /// <summary>The name of the export's manifest.</summary>
    public string ManifestName => BlobPrefix + "manifest.json";

    /// <inheritdoc/>
    public override string ToString() => $"{Source}-{Format(Time)}-{Suffix}";

    private static string Format(DateTimeOffset time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset ToSeconds(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }

    [GeneratedRegex(
        @"\A(?<source>[a-z][a-z0-9]{0,39})-(?<time>[0-9]{8}T[0-9]{6}Z)-(?<suffix>[0-9a-f]{6})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
