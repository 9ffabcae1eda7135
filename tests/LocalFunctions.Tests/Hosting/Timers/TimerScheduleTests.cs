using LocalFunctions.Hosting.Timers;

namespace LocalFunctions.Tests.Hosting.Timers;

public sealed class TimerScheduleTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("*/10 * * * * *", "2026-01-01T00:00:10Z")]
    [InlineData("0 30 9 * * MON", "2026-01-05T09:30:00Z")]
    [InlineData("30 9 * * 1", "2026-01-05T09:30:00Z")]
    [InlineData("0 0 12 29 2 *", "2028-02-29T12:00:00Z")]
    [InlineData("00:05:00", "2026-01-01T00:05:00Z")]
    [InlineData("1.00:00:00", "2026-01-02T00:00:00Z")]
    public void The_next_occurrence_is_in_UTC_and_later(string text, string expected)
    {
        Assert.True(TimerSchedule.TryParse(text, out var schedule, out var fault), fault);

        var next = schedule.Next(Start);

        Assert.Equal(DateTimeOffset.Parse(expected, null).UtcDateTime, next);
        Assert.Equal(DateTimeKind.Utc, next!.Value.Kind);
    }

    [Fact]
    public void A_schedule_that_never_occurs_has_no_next_occurrence()
    {
        Assert.True(TimerSchedule.TryParse("0 0 0 31 2 *", out var schedule, out _));
        Assert.Null(schedule.Next(Start));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("* * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:05:00")]
    [InlineData("hourly")]
    public void Any_other_text_is_refused(string text)
    {
        Assert.False(TimerSchedule.TryParse(text, out _, out var fault));
        Assert.Contains($"\"{text}\"", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0,30 * * * * *", true)]
    [InlineData("* * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("59 * * * * *", false)]
    [InlineData("*/10 5 * * * *", false)]
    [InlineData("* * * * *", false)]
    [InlineData("00:00:59", true)]
    [InlineData("00:01:00", false)]
    public void A_schedule_tells_whether_it_recurs_faster_than_once_a_minute(string text, bool expected)
    {
        Assert.True(TimerSchedule.TryParse(text, out var schedule, out _));
        Assert.Equal(expected, schedule.IsFasterThanAMinute);
        Assert.Equal(text, schedule.Text);
    }

    [Fact]
    public void A_time_span_beyond_the_end_of_time_has_no_next_occurrence()
    {
        Assert.True(TimerSchedule.TryParse("10675199.02:48:05", out var schedule, out _));
        Assert.Null(schedule.Next(Start));
    }
}
