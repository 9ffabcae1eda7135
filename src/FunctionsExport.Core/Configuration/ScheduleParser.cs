using FunctionsExport.Schedules;

namespace FunctionsExport.Configuration;

/// <summary>Reads when a source's exports start by themselves.</summary>
internal static class ScheduleParser
{
    private const string ScheduleKey = "Schedule";
    private const string TimeZoneKey = "ScheduleTimeZone";
    private const string JitterKey = "ScheduleJitter";

    /// <summary>The schedule; null for none, or when it has faults.</summary>
    public static SourceSchedule? Read(SettingsReader settings, string source)
    {
        var zone = ReadZone(settings);
        var jitter = settings.Duration(JitterKey, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(1));
        if (settings.Text(ScheduleKey) is not { } text)
        {
            return null;
        }

        var rules = new List<ScheduleRule>();
        foreach (var expression in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (ScheduleRule.Parse(expression, zone) is { } rule)
            {
                rules.Add(rule);
                continue;
            }

            settings.Fault(
                ScheduleKey,
                "must be an NCRONTAB expression of six fields (second minute hour day month day-of-week), or several with a semicolon "
                    + $"between them, but has '{expression}'.");
            return null;
        }

        return rules.Count == 0 ? null : new SourceSchedule(source, rules, zone, jitter);
    }

    private static TimeZoneInfo ReadZone(SettingsReader settings)
    {
        var name = settings.Text(TimeZoneKey);
        if (name is null)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        settings.Fault(
            TimeZoneKey,
            $"must be a time zone of the IANA database that this machine knows, such as Europe/Berlin, but is '{name}'.");
        return TimeZoneInfo.Utc;
    }
}
