using System.Globalization;

namespace FunctionsExport.Emulators.Tencent;

/// <summary>Times as the APIs write them: <c>yyyy-MM-dd HH:mm:ss</c>, in UTC+8 and without saying so.</summary>
/// <remarks>
/// No page names the zone. The documentation's sample backups carry version 1 UUIDs whose times are the printed ones less
/// eight hours.
/// </remarks>
internal static class ChinaTime
{
    private const string Form = "yyyy-MM-dd HH:mm:ss";
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static string Write(DateTimeOffset time) => time.ToOffset(Offset).ToString(Form, CultureInfo.InvariantCulture);

    public static bool TryRead(string text, out DateTimeOffset time)
    {
        var read = DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        time = read ? new DateTimeOffset(local, Offset) : default;
        return read;
    }
}
