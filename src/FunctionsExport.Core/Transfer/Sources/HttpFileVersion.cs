using System.Globalization;
using System.Net.Http.Headers;

namespace FunctionsExport.Transfer.Sources;

/// <summary>
/// What tells a file behind a URL from a later one, as <see cref="Providers.OpenedFile.Version"/> keeps it: a strong ETag as it is
/// written, quotes included, or, in its absence, a Last-Modified that RFC 9110 lets count as strong.
/// </summary>
internal static class HttpFileVersion
{
    private const int MostCharacters = 256;
    private const string DatePrefix = "date:";

    // RFC 9110, 8.8.2.2: a date is strong when the answer's own date is so much later that a second change within the same second,
    // and clocks that differ, can be left out of account. RFC 7232 named this minute.
    private static readonly TimeSpan StrongAge = TimeSpan.FromSeconds(60);

    /// <summary>The version that an answer tells; null when it tells none that is strong.</summary>
    public static string? Of(HttpResponseMessage answer)
    {
        if (answer.Headers.ETag is { } etag)
        {
            // RFC 9110, 13.1.5: no date is sent back where there is an ETag, not even in place of a weak one.
            return !etag.IsWeak && etag.Tag.Length <= MostCharacters ? etag.Tag : null;
        }

        return !answer.Headers.Contains("ETag")
            && answer.Content.Headers.LastModified is { } modified
            && answer.Headers.Date is { } date && date - modified >= StrongAge
                ? DatePrefix + modified.ToString("R", CultureInfo.InvariantCulture)
                : null;
    }

    /// <summary>The condition under which a range of the version is wanted; null for a version of another kind of source.</summary>
    public static RangeConditionHeaderValue? ConditionOf(string version)
    {
        if (version.StartsWith('"') && EntityTagHeaderValue.TryParse(version, out var etag))
        {
            return new RangeConditionHeaderValue(etag);
        }

        return version.StartsWith(DatePrefix, StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(
                version[DatePrefix.Length..], "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? new RangeConditionHeaderValue(date)
                : null;
    }

    /// <summary>Whether an answer's own validators speak against its being of a version.</summary>
    public static bool IsOther(HttpResponseMessage answer, string version) =>
        version.StartsWith(DatePrefix, StringComparison.Ordinal)
            ? answer.Content.Headers.LastModified is { } modified
                && DatePrefix + modified.ToString("R", CultureInfo.InvariantCulture) != version
            : answer.Headers.ETag is { } etag && etag.ToString() != version;
}
