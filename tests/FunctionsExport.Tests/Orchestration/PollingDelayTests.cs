using FunctionsExport.Orchestration;
using FunctionsExport.Tests.Orchestration.Support;

namespace FunctionsExport.Tests.Orchestration;

public sealed class PollingDelayTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steady_progress_takes_at_most_25_checks_and_is_noticed_within_5_percent()
    {
        foreach (var duration in PollingRun.Durations(growth: 0.0005))
        {
            var run = PollingRun.Of(duration, elapsed => 100 * (elapsed / duration));

            Assert.True(run.Checks <= 25, $"{duration}: {run.Checks} checks");
            Assert.True(run.Late <= Longer(TimeSpan.FromSeconds(5), duration * 0.05), $"{duration}: {run.Late} late");
        }
    }

    [Fact]
    public void Progress_in_whole_percents_is_noticed_as_soon_with_few_checks_more()
    {
        foreach (var duration in PollingRun.Durations(growth: 0.0005))
        {
            var run = PollingRun.Of(duration, elapsed => Math.Floor(100 * (elapsed / duration)));

            Assert.True(run.Checks <= 30, $"{duration}: {run.Checks} checks");
            Assert.True(run.Late <= Longer(TimeSpan.FromSeconds(5), duration * 0.05), $"{duration}: {run.Late} late");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public void Without_progress_it_takes_at_most_60_checks_in_12_hours_and_is_noticed_within_10_percent(double? progress)
    {
        foreach (var duration in PollingRun.Durations(growth: 0.0005))
        {
            var run = PollingRun.Of(duration, _ => progress);

            Assert.True(run.Checks <= 60, $"{duration}: {run.Checks} checks");
            Assert.True(run.Late <= Longer(TimeSpan.FromSeconds(60), duration * 0.1), $"{duration}: {run.Late} late");
        }
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.9)]
    [InlineData(0.97)]
    [InlineData(0.99)]
    [InlineData(0.995)]
    [InlineData(0.999)]
    [InlineData(1)]
    public void Standing_still_after_some_progress_takes_at_most_60_checks_in_12_hours(double share)
    {
        var whole = TimeSpan.FromHours(12);
        foreach (var expected in PollingRun.Durations(growth: 0.002))
        {
            var stall = expected * share;
            var run = PollingRun.Of(whole, elapsed => 100 * (Shorter(elapsed, stall) / expected));

            Assert.True(run.Checks <= 60, $"{expected} expected, stalled at {share:p1}: {run.Checks} checks");
        }
    }

    [Fact]
    public void End_after_a_standstill_at_100_percent_is_noticed_within_a_quarter_of_the_standstill()
    {
        foreach (var standstill in PollingRun.Durations(growth: 0.01))
        {
            var reached = TimeSpan.FromMinutes(10);
            var run = PollingRun.Of(reached + standstill, elapsed => 100 * (Shorter(elapsed, reached) / reached));

            // The standstill is known to the last check before it only: one shortest wait more.
            var bound = Longer(PollingDelay.Shortest, (standstill + PollingDelay.Shortest) * 0.25);
            Assert.True(run.Late <= bound, $"{standstill}: {run.Late} late");
        }
    }

    [Fact]
    public void Wait_after_a_check_without_a_rise_is_at_most_half_of_the_standstill()
    {
        var state = PollingState.At(Start).Saw(10, Start.AddMinutes(10)).Saw(10, Start.AddMinutes(30));

        // By the progress alone it would be 2 h 15 min, hence an hour.
        Assert.Equal(TimeSpan.FromMinutes(10), PollingDelay.Next(state, Start.AddMinutes(30)));
    }

    [Fact]
    public void No_wait_is_outside_its_bounds_whatever_the_progress()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var run = PollingRun.Of(
                TimeSpan.FromSeconds(random.Next(1, 60 * 60 * 48)),
                _ => random.Next(4) == 0 ? null : (random.NextDouble() * 140) - 20);

            Assert.All(run.Waits, wait => Assert.InRange(wait, PollingDelay.Shortest, PollingDelay.Longest));
        }
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(1e-300)]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    public void Absurd_progress_still_gives_a_wait(double percent)
    {
        var state = PollingState.At(Start) with { Percent = percent };

        Assert.InRange(PollingDelay.Next(state, Start.AddHours(3)), PollingDelay.Shortest, PollingDelay.Longest);
    }

    [Fact]
    public void Clock_set_back_still_gives_a_wait() => Assert.All(
        new double?[] { null, 50, 100 },
        percent => Assert.Equal(
            PollingDelay.Shortest, PollingDelay.Next(PollingState.At(Start) with { Percent = percent }, Start.AddHours(-1))));

    [Theory]
    [InlineData(25, 60, 90)]
    [InlineData(50, 60, 30)]
    [InlineData(90, 60, 5)]
    [InlineData(1, 600, 3600)]
    public void Half_of_the_time_that_progress_lets_expect_is_waited(double percent, int elapsedSeconds, int waitSeconds)
    {
        var now = Start.AddSeconds(elapsedSeconds);

        Assert.Equal(
            TimeSpan.FromSeconds(waitSeconds), PollingDelay.Next(PollingState.At(Start).Saw(percent, now), now));
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
