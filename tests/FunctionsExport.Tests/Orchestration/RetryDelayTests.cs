using FunctionsExport.Orchestration;

namespace FunctionsExport.Tests.Orchestration;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(6, 160)]
    [InlineData(7, 300)]
    [InlineData(8, 300)]
    [InlineData(1000, 300)]
    [InlineData(int.MaxValue, 300)]
    public void Wait_doubles_up_to_five_minutes(int attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryDelay.After(attempt, retryAfter: null));

    [Theory]
    [InlineData(1, 90, 90)]
    [InlineData(1, 5, 5)]
    [InlineData(3, 1, 20)]
    [InlineData(20, 900, 900)]
    [InlineData(1, 0, 5)]
    [InlineData(1, -60, 5)]
    public void Provider_that_asks_for_a_longer_wait_gets_it(int attempt, int asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryDelay.After(attempt, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void Provider_that_asks_for_days_gets_an_hour()
    {
        Assert.Equal(TimeSpan.FromHours(1), RetryDelay.After(1, TimeSpan.FromDays(3)));
        Assert.Equal(TimeSpan.FromHours(1), RetryDelay.After(1, TimeSpan.MaxValue));
        Assert.Equal(TimeSpan.FromHours(1), RetryDelay.After(1, TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(1, 0, 60, 5)]
    [InlineData(4, 0, 41, 40)]
    // What is left is halved, down to the shortest wait.
    [InlineData(4, 0, 40, 20)]
    [InlineData(7, 0, 300, 150)]
    [InlineData(7, 0, 10, 5)]
    [InlineData(7, 0, 9, null)]
    [InlineData(1, 0, 0, null)]
    [InlineData(1, 0, -60, null)]
    // Never before the provider wants it.
    [InlineData(1, 90, 100, 90)]
    [InlineData(1, 90, 90, null)]
    [InlineData(7, 100, 200, 100)]
    public void Deadline_is_used_to_the_end(int attempt, int asked, int left, int? seconds)
    {
        var now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        var next = RetryDelay.NextTry(attempt, TimeSpan.FromSeconds(asked), now, now.AddSeconds(left));

        Assert.Equal(seconds, (next - now)?.TotalSeconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Attempts_are_counted_from_one(int attempt) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryDelay.After(attempt, null));
}
