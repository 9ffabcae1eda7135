using FunctionsExport.Schedules;

namespace FunctionsExport.Tests.Schedules;

public sealed class ScheduleRecordTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(6);
    private static readonly SourceSchedule Nightly = Schedule("0 0 2 * * *");

    [Fact]
    public void Schedule_that_is_new_makes_up_for_the_last_minutes_only()
    {
        Assert.Null(ScheduleRecord.For(Nightly, null, Noon).DueNow(Nightly, Noon));
        var shortlyAfter = Noon.AddHours(-10).AddMinutes(9);
        Assert.Equal(Noon.AddHours(-10), ScheduleRecord.For(Nightly, null, shortlyAfter).DueNow(Nightly, shortlyAfter));
    }

    [Fact]
    public void Schedule_that_was_changed_begins_anew()
    {
        var record = ScheduleRecord.Of(Nightly, Noon.AddDays(-9)) with { LastDue = Noon.AddDays(-3), Overdue = true };
        var changed = Schedule("0 0 11 * * *");

        Assert.Equal(Noon.AddHours(-10), record.DueNow(Nightly, Noon));
        Assert.Same(record, ScheduleRecord.For(Nightly, record, Noon));
        var anew = ScheduleRecord.For(changed, record, Noon);
        Assert.Null(anew.DueNow(changed, Noon));
        Assert.False(anew.Overdue);
    }

    [Fact]
    public void Started_export_is_not_due_again()
    {
        var record = ScheduleRecord.Of(Nightly, Noon.AddDays(-9)) with { LastDue = Noon.AddHours(-10) };

        Assert.Null(record.DueNow(Nightly, Noon));
        Assert.Equal(Noon.AddHours(14), record.DueNow(Nightly, Noon.AddHours(15)));
    }

    [Fact]
    public void Instant_is_judged_once_when_its_export_has_had_its_time()
    {
        var record = ScheduleRecord.Of(Nightly, Noon.AddDays(-1));
        var two = Noon.AddHours(-10);

        Assert.Null(record.ToJudge(Nightly, Tolerance, two.AddHours(6).AddSeconds(-1)));
        Assert.Equal(two, record.ToJudge(Nightly, Tolerance, two.AddHours(6)));
        Assert.Null((record with { Judged = two }).ToJudge(Nightly, Tolerance, two.AddHours(29)));
    }

    [Theory]
    [InlineData(null, 5.9, false)] // It may still succeed.
    [InlineData(null, 6.0, true)]
    [InlineData(0.0, 6.0, false)]
    [InlineData(1.0, 6.0, false)] // Somebody's own export counts.
    [InlineData(-0.1, 6.0, true)]
    [InlineData(0.0, 29.9, false)]
    [InlineData(0.0, 30.0, true)] // The next one has failed.
    public void Source_is_overdue_without_a_success_since_the_last_due_instant(double? successAfter, double hoursAfter, bool overdue)
    {
        var two = Noon.AddHours(-10);
        var record = ScheduleRecord.Of(Nightly, two.AddDays(-1).AddHours(1));
        DateTimeOffset? success = successAfter is { } hours ? two.AddHours(hours) : null;

        Assert.Equal(overdue, record.IsOverdue(Nightly, Tolerance, success, two.AddHours(hoursAfter)));
    }

    private static SourceSchedule Schedule(string rule) =>
        new("orders", [ScheduleRule.Parse(rule, TimeZoneInfo.Utc)!], TimeZoneInfo.Utc, TimeSpan.Zero);
}
