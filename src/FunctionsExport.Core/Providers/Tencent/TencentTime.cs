using System.Globalization;

namespace FunctionsExport.Providers.Tencent;

/// <summary>
/// Times as Tencent Cloud's APIs write them: without a zone, and Beijing's. No page says so; backup ids that carry their own time in UTC are
/// eight hours behind the time beside them.
/// </summary>
internal static class TencentTime
{
    private const string Pattern = "yyyy-MM-dd HH:mm:ss";
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    /// <summary>A time for the API.</summary>
    public static string Format(DateTimeOffset time) => time.ToOffset(Zone).ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>A time of the API's, in UTC; null when it is none.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTime.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, Zone).ToUniversalTime()
            : null;
}
