using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Tests.Transfer.Sources;

public sealed class RateLimitTests
{
    private readonly HandTime _time = new();

    [Fact]
    public void Quarter_of_a_second_is_free_and_what_is_beyond_it_is_waited_for()
    {
        var limit = new RateLimit(1000, _time);
        _time.Now += TimeSpan.FromHours(1);

        Assert.Equal(TimeSpan.Zero, WaitOf(limit, 250));
        Assert.Equal(TimeSpan.FromSeconds(0.5), WaitOf(limit, 500));
        // Another one, at the same moment, pays for what the others have drawn.
        Assert.Equal(TimeSpan.FromSeconds(0.625), WaitOf(limit, 125));
    }

    [Fact]
    public void Time_that_passes_pays_but_never_more_than_a_quarter_of_a_second_ahead()
    {
        var limit = new RateLimit(1000, _time);
        Assert.Equal(TimeSpan.FromSeconds(0.5), WaitOf(limit, 500));

        _time.Now += TimeSpan.FromSeconds(0.375);
        Assert.Equal(TimeSpan.FromSeconds(0.25), WaitOf(limit, 125));
        _time.Now += TimeSpan.FromHours(1);
        Assert.Equal(TimeSpan.FromSeconds(0.75), WaitOf(limit, 1000));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4000, 1000)]
    [InlineData(100_000L << 20, 1024 * 1024)]
    public void One_read_takes_a_quarter_of_a_second_at_most(long bytesPerSecond, int largest) =>
        Assert.Equal(largest, new RateLimit(bytesPerSecond, _time).LargestRead);

    private TimeSpan WaitOf(RateLimit limit, int bytes)
    {
        _time.LastDelay = TimeSpan.Zero;
        _ = limit.SpendAsync(bytes, CancellationToken.None);
        return TimeSpan.FromMilliseconds(Math.Round(_time.LastDelay.TotalMilliseconds));
    }
}
