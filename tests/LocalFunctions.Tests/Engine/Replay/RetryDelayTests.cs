using LocalFunctions.Engine.Replay;

namespace LocalFunctions.Tests.Engine.Replay;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 1000)]
    [InlineData(3, 2000)]
    [InlineData(4, 3000)]
    [InlineData(60, 3000)]
    public void Wait_grows_up_to_the_longest(int attempt, int milliseconds)
    {
        var policy = new RetryPolicy(100, TimeSpan.FromMilliseconds(500), 2, TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), RetryDelay.After(policy, attempt));
    }

    [Fact]
    public void Wait_without_a_bound_grows_on()
    {
        var policy = new RetryPolicy(100, TimeSpan.FromMinutes(30), 2, Timeout.InfiniteTimeSpan);

        Assert.Equal(TimeSpan.FromHours(8), RetryDelay.After(policy, 5));
    }

    [Theory]
    [InlineData(1999, false)]
    [InlineData(2000, true)]
    public void Timeout_is_over_at_its_end(int milliseconds, bool isOver)
    {
        var policy = new RetryPolicy(10, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromSeconds(2));

        Assert.Equal(isOver, RetryDelay.IsOver(policy, TimeSpan.FromMilliseconds(milliseconds)));
        Assert.False(RetryDelay.IsOver(new RetryPolicy(10, TimeSpan.FromSeconds(1)), TimeSpan.MaxValue));
    }
}
