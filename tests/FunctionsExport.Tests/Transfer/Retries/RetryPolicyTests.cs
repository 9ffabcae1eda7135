using FunctionsExport.Transfer.Retries;

namespace FunctionsExport.Tests.Transfer.Retries;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new(6, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData(1, 0.0, 0.5)]
    [InlineData(1, 1.0, 1)]
    [InlineData(2, 0.0, 1)]
    [InlineData(3, 0.5, 3)]
    [InlineData(4, 1.0, 8)]
    [InlineData(5, 0.0, 5)] // 16 s would be due: 10 s are the most, and half of it is left to chance.
    [InlineData(5, 1.0, 10)]
    public void Wait_doubles_up_to_the_longest_and_half_of_it_is_chance(int attempt, double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Policy.DelayAfter(attempt, null, chance));

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void Last_attempt_is_followed_by_none(int attempt) => Assert.Null(Policy.DelayAfter(attempt, null, 0));

    [Theory]
    [InlineData(0.1, 0.5)]
    [InlineData(7.0, 7.0)]
    [InlineData(10.0, 10.0)]
    [InlineData(10.001, null)]
    public void Retry_after_is_heeded_up_to_the_longest_wait(double asked, double? seconds) => Assert.Equal(
        seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), Policy.DelayAfter(1, TimeSpan.FromSeconds(asked), 0));

    [Fact]
    public void Many_attempts_do_not_overflow() => Assert.Equal(
        TimeSpan.FromDays(1),
        new RetryPolicy(int.MaxValue, TimeSpan.FromHours(1), TimeSpan.FromDays(1)).DelayAfter(int.MaxValue - 1, null, 1));

    [Fact]
    public void Attempts_are_counted_from_1() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Policy.DelayAfter(0, null, 0));
}
