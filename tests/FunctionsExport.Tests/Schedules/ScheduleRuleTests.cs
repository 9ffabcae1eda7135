using System.Globalization;
using FunctionsExport.Schedules;

namespace FunctionsExport.Tests.Schedules;

public sealed class ScheduleRuleTests
{
    [Theory]
    // Berlin skips 02:00 to 03:00 on 2026-03-29 and has 02:00 to 03:00 twice on 2026-10-25.
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2026-03-28", "2026-03-28T01:30:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2026-03-29", "2026-03-29T01:00:00Z")]
    [InlineData("0 15,45 2 * * *", "Europe/Berlin", "2026-03-29", "2026-03-29T01:00:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2026-10-25", "2026-10-25T00:30:00Z")]
    [InlineData("0 */30 2 * * *", "Europe/Berlin", "2026-03-29")]
    [InlineData("0 */30 2 * * *", "Europe/Berlin", "2026-10-25", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("0 0 1-3 * * *", "Europe/Berlin", "2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("0 0 1-3 * * *", "Europe/Berlin", "2026-10-25", "2026-10-24T23:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z")]
    // Lord Howe moves by half an hour: 02:00 to 02:30 is skipped on 2026-10-04.
    [InlineData("0 10 2 * * *", "Australia/Lord_Howe", "2026-10-04", "2026-10-03T15:30:00Z")]
    // Santiago skips midnight itself on 2026-09-06.
    [InlineData("0 0 0 * * *", "America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z")]
    [InlineData("0 0 12 * * *", "UTC", "2026-03-29", "2026-03-29T12:00:00Z")]
    public void Day_has_the_instants_of_the_rule(string expression, string zone, string day, params string[] instants)
    {
        var time = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var midnight = DateTime.Parse(day, CultureInfo.InvariantCulture);
        var rule = ScheduleRule.Parse(expression, time)!;

        var between = rule.Between(StartOf(midnight, time), StartOf(midnight.AddDays(1), time));

        Assert.Equal(instants.Select(Instant), between);
    }

    [Fact]
    public void Each_hour_of_the_day_that_has_25_is_an_instant()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var rule = ScheduleRule.Parse("0 0 * * * *", zone)!;

        var between = rule.Between(Instant("2026-10-24T21:59:59Z"), Instant("2026-10-25T22:59:59Z"));

        Assert.Equal(Enumerable.Range(0, 25).Select(h => Instant("2026-10-24T22:00:00Z").AddHours(h)), between);
    }

    [Theory]
    [InlineData("0 */20 2 * * *", "2026-10-25T00:41:00Z", "2026-10-25T01:00:00Z")] // The second 02:00.
    [InlineData("0 30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")] // Not again in the repeated hour.
    [InlineData("0 30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("0 30 2 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-03-29T01:00:00Z", "2028-02-28T23:00:00Z")]
    [InlineData("0 0 0 30 2 *", "2026-03-29T01:00:00Z", null)]
    public void Next_instant_comes_after_the_moment(string expression, string after, string? next)
    {
        var rule = ScheduleRule.Parse(expression, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))!;

        Assert.Equal(next is null ? null : Instant(next), rule.Next(Instant(after)));
    }

    [Theory]
    [InlineData("0 2 * * *")]
    [InlineData("nightly")]
    [InlineData("0 0 25 * * *")]
    [InlineData("")]
    public void Text_that_is_no_expression_is_none(string expression) =>
        Assert.Null(ScheduleRule.Parse(expression, TimeZoneInfo.Utc));

    // Just before the day's first instant, even where the clock skips midnight.
    private static DateTimeOffset StartOf(DateTime midnight, TimeZoneInfo zone)
    {
        var local = midnight.AddMinutes(-1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).AddSeconds(59);
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
