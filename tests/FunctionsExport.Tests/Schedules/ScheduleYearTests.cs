using FunctionsExport.Schedules;
using FunctionsExport.Tests.Schedules.Support;

namespace FunctionsExport.Tests.Schedules;

/// <summary>A year of ticks, with downtimes and ticks on two instances, against due instants found by another way.</summary>
public sealed class ScheduleYearTests
{
    [Theory]
    [InlineData("Europe/Berlin", 0, 1)]
    [InlineData("America/New_York", 0, 2)]
    [InlineData("Australia/Lord_Howe", 0, 3)]
    [InlineData("Europe/Berlin", 25, 4)]
    [InlineData("Australia/Lord_Howe", 55, 5)]
    public void Each_due_export_is_started_once_and_a_downtime_is_made_up_for_by_one(string zoneName, int jitterMinutes, int seed)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var schedule = ScheduleYear.ScheduleOf("orders", zone, jitterMinutes);
        var random = new Random(seed);
        var ticks = ScheduleYear.Ticks(random).ToList();

        var started = Run(schedule, ticks, random);

        var due = ScheduleYear.DueInstants(zone);
        Assert.Equal(ScheduleYear.Expected([.. due], schedule, ticks), started);
        Assert.InRange(started.Count, due.Count * 7 / 10, due.Count);
    }

    private static List<DateTimeOffset> Run(SourceSchedule schedule, List<DateTimeOffset> ticks, Random random)
    {
        var started = new HashSet<DateTimeOffset>();
        var starts = new List<DateTimeOffset>();
        var record = new ScheduleRecord(schedule.Text, ScheduleYear.Start);
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
}
