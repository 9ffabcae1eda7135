using System.Globalization;
using FunctionsExport.Schedules;
using NCrontab;

namespace FunctionsExport.Tests.Schedules;

public sealed class DueInstantTests
{
    [Theory]
    [InlineData("0 0 2 * * *", "2026-03-01T02:00:00Z", "2026-03-01T02:00:00Z")] // On its second.
    [InlineData("0 0 2 * * *", "2026-03-01T02:00:00.9999999Z", "2026-03-01T02:00:00Z")]
    [InlineData("0 0 2 * * *", "2026-03-01T02:00:37Z", "2026-03-01T02:00:00Z")]
    [InlineData("0 0 2 * * *", "2026-03-01T02:09:59.999Z", "2026-03-01T02:00:00Z")]
    [InlineData("0 0 2 * * *", "2026-03-01T01:59:59.9999999Z", null)]
    [InlineData("0 0 2 * * *", "2026-03-01T02:10:01Z", null)]
    [InlineData("0 0 2 * * *", "2026-03-01T14:00:00Z", null)]
    [InlineData("0 */5 * * * *", "2026-03-01T02:07:00Z", "2026-03-01T02:05:00Z")] // The latest of several.
    [InlineData("30 * * * * *", "2026-03-01T02:07:00Z", "2026-03-01T02:06:30Z")]
    [InlineData("* * * * * *", "2026-03-01T02:07:00.5Z", "2026-03-01T02:07:00Z")]
    [InlineData("0 0 0 1 1 *", "2027-01-01T00:00:03Z", "2027-01-01T00:00:00Z")] // Over the year's end.
    [InlineData("0 58 23 31 12 *", "2027-01-01T00:01:00Z", "2026-12-31T23:58:00Z")]
    [InlineData("0 0 0 29 2 *", "2028-02-29T00:00:10Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 2 * * Sun", "2026-03-01T02:00:10Z", "2026-03-01T02:00:00Z")]
    [InlineData("0 0 2 * * Mon", "2026-03-01T02:00:10Z", null)]
    [InlineData("0 30 2 * * *", "2026-03-29T02:30:05+02:00", null)] // 00:30 UTC: schedules are in UTC, whatever the clock's zone.
    [InlineData("0 30 0 * * *", "2026-03-29T02:30:05+02:00", "2026-03-29T00:30:00Z")]
    public void Latest_instant_within_the_window_is_due(string schedule, string now, string? due)
    {
        var latest = DueInstant.Latest(Schedule(schedule), Time(now));

        Assert.Equal(due is null ? null : Time(due), latest);
        Assert.Equal(TimeSpan.Zero, latest?.Offset ?? TimeSpan.Zero);
    }

    [Fact]
    public void Each_instant_of_a_day_is_due_in_some_tick_and_in_order()
    {
        var schedule = Schedule("0 7,20,59 * * * *");
        var day = Time("2026-03-01T00:00:00Z");
        var seen = new List<DateTimeOffset>();
        for (var tick = day; tick < day.AddDays(1); tick = tick.AddMinutes(1))
        {
            // A tick may come late by some seconds.
            if (DueInstant.Latest(schedule, tick.AddSeconds(tick.Minute % 7)) is { } due && due >= day && !seen.Contains(due))
            {
                seen.Add(due);
            }
        }

        Assert.Equal(
            from hour in Enumerable.Range(0, 24) from minute in new[] { 7, 20, 59 } select day.AddHours(hour).AddMinutes(minute), seen);
    }

    [Fact]
    public void Tick_that_was_missed_is_made_up_for()
    {
        var schedule = Schedule("0 0 2 * * *");

        Assert.Equal(Time("2026-03-01T02:00:00Z"), DueInstant.Latest(schedule, Time("2026-03-01T02:05:00Z")));
    }

    [Fact]
    public void Source_without_a_schedule_has_nothing_due()
    {
        Assert.Null(DueInstant.Latest(null, Time("2026-03-01T02:00:00Z")));
        Assert.Null(DueInstant.Next(null, Time("2026-03-01T02:00:00Z")));
    }

    [Theory]
    [InlineData("0 0 2 * * *", "2026-03-01T01:59:59.5Z", "2026-03-01T02:00:00Z")]
    [InlineData("0 0 2 * * *", "2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z")]
    [InlineData("0 0 2 * * *", "2026-03-01T03:00:00+02:00", "2026-03-01T02:00:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 0 30 2 *", "2026-03-01T00:00:00Z", null)]
    public void Next_instant_comes_after_now(string schedule, string now, string? next) =>
        Assert.Equal(next is null ? null : Time(next), DueInstant.Next(Schedule(schedule), Time(now)));

    private static CrontabSchedule Schedule(string text) =>
        CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true });

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
