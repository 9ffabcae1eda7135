using FunctionsExport.Schedules;

namespace FunctionsExport.Tests.Schedules;

public sealed class SourceScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rules_due_at_one_instant_are_one_export()
    {
        var schedule = Schedule(TimeSpan.Zero, "0 0 2 * * *", "0 0 */2 * * *");

        Assert.Equal(12, schedule.Between(Start.AddTicks(-1), Start.AddDays(1).AddTicks(-1)).Count);
    }

    [Fact]
    public void Latest_due_makes_up_for_those_before_it_however_long_ago()
    {
        var schedule = Schedule(TimeSpan.Zero, "0 0 2 1 * *");

        Assert.Equal(Start.AddDays(31 + 28).AddHours(2), schedule.LatestDue(Start, Start.AddDays(31 + 28 + 30)));
        Assert.Null(schedule.LatestDue(Start.AddDays(31 + 28).AddHours(2), Start.AddDays(31 + 28 + 30)));
    }

    [Fact]
    public void Export_is_due_on_its_second() =>
        Assert.Equal(Start.AddHours(2), Schedule(TimeSpan.Zero, "0 0 2 * * *").LatestDue(Start, Start.AddHours(2)));

    [Fact]
    public void Jitter_delays_each_export_by_less_than_its_bound_and_always_by_the_same()
    {
        var schedule = Schedule(TimeSpan.FromMinutes(30), "0 0 2 * * *");
        var again = Schedule(TimeSpan.FromMinutes(30), "0 0 2 * * *");
        var jitters = Enumerable.Range(0, 365).Select(d => schedule.JitterOf(Start.AddDays(d))).ToList();

        Assert.All(jitters, j => Assert.InRange(j, TimeSpan.Zero, TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1)));
        Assert.True(jitters.Distinct().Count() > 250);
        Assert.Equal(jitters, Enumerable.Range(0, 365).Select(d => again.JitterOf(Start.AddDays(d))));
        var due = Start.AddHours(2);
        var starts = due + schedule.JitterOf(due);
        Assert.Null(schedule.LatestDue(Start, starts.AddSeconds(-1)));
        Assert.Equal(due, schedule.LatestDue(Start, starts));
    }

    [Fact]
    public void Sources_that_share_a_rule_are_spread()
    {
        var starts = Enumerable.Range(0, 50).Select(i => new SourceSchedule(
            $"s{i}", [ScheduleRule.Parse("0 0 2 * * *", TimeZoneInfo.Utc)!], TimeZoneInfo.Utc, TimeSpan.FromHours(1)).JitterOf(Start));

        Assert.True(starts.Distinct().Count() > 40);
    }

    [Fact]
    public void Next_is_the_first_of_any_rule()
    {
        var schedule = Schedule(TimeSpan.Zero, "0 0 2 * * *", "0 30 1 * * *", "0 0 0 30 2 *");

        Assert.Equal(Start.AddHours(1.5), schedule.Next(Start));
        Assert.Equal(Start.AddHours(2), schedule.Next(Start.AddHours(1.5)));
    }

    [Fact]
    public void Every_second_over_years_of_downtime_finds_the_latest_without_going_through_them()
    {
        var schedule = Schedule(TimeSpan.Zero, "* * * * * *");

        Assert.Equal(Start.AddYears(3), schedule.LatestDue(Start, Start.AddYears(3)));
    }

    private static SourceSchedule Schedule(TimeSpan jitter, params string[] rules) => new(
        "orders", [.. rules.Select(r => ScheduleRule.Parse(r, TimeZoneInfo.Utc)!)], TimeZoneInfo.Utc, jitter);
}
