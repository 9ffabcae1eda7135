using FunctionsExport.Schedules;

namespace FunctionsExport.Tests.Schedules;

/// <summary>A year of ticks, with downtimes and ticks on two instances, against due instants found by another way.</summary>
public sealed class ScheduleYearTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddYears(1);

    [Theory]
    [InlineData("Europe/Berlin", 0, 1)]
    [InlineData("America/New_York", 0, 2)]
    [InlineData("Australia/Lord_Howe", 0, 3)]
    [InlineData("Europe/Berlin", 25, 4)]
    [InlineData("Australia/Lord_Howe", 55, 5)]
    public void Each_due_export_is_started_once_and_a_downtime_is_made_up_for_by_one(string zoneName, int jitterMinutes, int seed)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        string[] rules = ["0 30 2 * * *", "0 0 0 * * Sun", "0 45 */6 1,15 * *", "0 20 * 25-29 3,4,10,11 *"];
        var schedule = new SourceSchedule(
            "orders", [.. rules.Select(r => ScheduleRule.Parse(r, zone)!)], zone, TimeSpan.FromMinutes(jitterMinutes));
        var random = new Random(seed);
        var ticks = Ticks(random).ToList();

        var started = Run(schedule, ticks, random);

        var due = DueInstants(zone);
        Assert.Equal(Expected([.. due], schedule, ticks), started);
        Assert.InRange(started.Count, due.Count * 7 / 10, due.Count);
    }

    /// <summary>Every sixth minute, some seconds late, but for downtimes of up to four days.</summary>
    private static IEnumerable<DateTimeOffset> Ticks(Random random)
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

    private static List<DateTimeOffset> Run(SourceSchedule schedule, List<DateTimeOffset> ticks, Random random)
    {
        var started = new HashSet<DateTimeOffset>();
        var starts = new List<DateTimeOffset>();
        var record = new ScheduleRecord(schedule.Text, Start);
        foreach (var tick in ticks)
        {
            var before = record;
            for (var instance = random.Next(5) == 0 ? 2 : 1; instance > 0; instance--)
            {
                // A second instance has read the same record; the start refuses an id that is known, the write an old version.
                if (before.DueNow(schedule, tick) is not { } due)
                {
                    continue;
                }

                if (started.Add(due))
                {
                    starts.Add(due);
                }

                record = ReferenceEquals(record, before) ? before with { LastDue = due } : record;
            }
        }

        return starts;
    }

    /// <summary>Of what has become due between two ticks the latest, unless a later one was started before.</summary>
    private static List<DateTimeOffset> Expected(
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
    private static List<DateTimeOffset> DueInstants(TimeZoneInfo zone)
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
