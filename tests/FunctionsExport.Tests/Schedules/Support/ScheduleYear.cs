using FunctionsExport.Schedules;

namespace FunctionsExport.Tests.Schedules.Support;

/// <summary>A year of ticks of several rules, and the exports that ought to come of them, found by another way than the app's.</summary>
internal static class ScheduleYear
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = Start.AddYears(1);

    private static readonly string[] Rules = ["0 30 2 * * *", "0 0 0 * * Sun", "0 45 */6 1,15 * *", "0 20 * 25-29 3,4,10,11 *"];

    public static SourceSchedule ScheduleOf(string source, TimeZoneInfo zone, int jitterMinutes) => new(
        source, [.. Rules.Select(r => ScheduleRule.Parse(r, zone)!)], zone, TimeSpan.FromMinutes(jitterMinutes));

    /// <summary>Every sixth minute, some seconds late, but for downtimes of up to four days.</summary>
    public static IEnumerable<DateTimeOffset> Ticks(Random random)
    {
        for (var minute = Start; minute < End; minute = minute.AddMinutes(6))
        {
            if (random.Next(4000) == 0)
            {
                minute = minute.AddMinutes(6 * random.Next(1, 4 * 24 * 10));
            }

            if (minute < End)
            {
                yield return minute.AddSeconds(random.Next(0, 50));
            }
        }
    }

    /// <summary>Of what has become due between two ticks the latest, unless a later one was started before.</summary>
    public static List<DateTimeOffset> Expected(
        List<DateTimeOffset> due, SourceSchedule schedule, List<DateTimeOffset> ticks)
    {
        var expected = new List<DateTimeOffset>();
        var previous = Start;
        foreach (var tick in ticks)
        {
            var ripe = due.Where(d => d > previous.AddHours(-2) && d <= tick)
                .Where(d => d + schedule.JitterOf(d) is var starts && starts > previous && starts <= tick)
                .Where(d => expected.Count == 0 || d > expected[^1])
                .ToList();
            if (ripe.Count > 0)
            {
                expected.Add(ripe.Max());
            }

            previous = tick;
            due.RemoveAll(d => d < previous.AddHours(-3));
        }

        return expected;
    }

    /// <summary>The instants of the rules, found by looking at each minute of the year.</summary>
    public static List<DateTimeOffset> DueInstants(TimeZoneInfo zone)
    {
        var due = new List<DateTimeOffset>();
        var done = new HashSet<(DateTime Day, TimeSpan Time)>();
        for (var instant = Start; instant < End; instant = instant.AddMinutes(1))
        {
            var clock = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
            if (clock is { Day: >= 25 and <= 29, Month: 3 or 4 or 10 or 11, Minute: 20 } && instant > Start)
            {
                due.Add(instant);
            }

            // A fixed time has come when the day's clock shows it, or the first time after it, for the first time.
            foreach (var time in FixedTimes(clock).Where(t => clock.TimeOfDay >= t))
            {
                if (done.Add((clock.Date, time)) && instant > Start)
                {
                    due.Add(instant);
                }
            }
        }

        return [.. due.Distinct()];
    }

    private static IEnumerable<TimeSpan> FixedTimes(DateTime clock)
    {
        yield return new TimeSpan(2, 30, 0);
        if (clock.DayOfWeek == DayOfWeek.Sunday)
        {
            yield return TimeSpan.Zero;
        }

        if (clock.Day is 1 or 15)
        {
            foreach (var hour in new[] { 0, 6, 12, 18 })
            {
                yield return new TimeSpan(hour, 45, 0);
            }
        }
    }
}
