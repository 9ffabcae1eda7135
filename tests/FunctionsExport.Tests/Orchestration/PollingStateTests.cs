using System.Text.Json;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Tests.Orchestration;

public sealed class PollingStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rise_is_remembered_with_its_time()
    {
        var state = PollingState.At(Start).Saw(10, Start.AddSeconds(5)).Saw(10, Start.AddSeconds(9)).Saw(30, Start.AddSeconds(20));

        Assert.Equal(new PollingState(Start, 30, Start.AddSeconds(20), ChecksSinceRise: 0, FailedChecks: 0), state);
    }

    [Fact]
    public void Same_progress_counts_as_no_rise()
    {
        var state = PollingState.At(Start).Saw(10, Start.AddSeconds(5)).Saw(10, Start.AddSeconds(9)).Saw(10, Start.AddSeconds(15));

        Assert.Equal(new PollingState(Start, 10, Start.AddSeconds(5), ChecksSinceRise: 2, FailedChecks: 0), state);
    }

    [Theory]
    [InlineData(40.0)]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(null)]
    public void Progress_that_falls_or_is_not_told_leaves_the_highest(double? percent)
    {
        var state = PollingState.At(Start).Saw(60, Start.AddSeconds(5)).Saw(percent, Start.AddSeconds(9));

        Assert.Equal(new PollingState(Start, 60, Start.AddSeconds(5), ChecksSinceRise: 1, FailedChecks: 0), state);
    }

    [Fact]
    public void Zero_is_a_progress_told_and_no_rise()
    {
        var state = PollingState.At(Start).Saw(null, Start.AddSeconds(5)).Saw(0, Start.AddSeconds(9));

        Assert.Equal(new PollingState(Start, 0, Start, ChecksSinceRise: 2, FailedChecks: 0), state);
    }

    [Fact]
    public void Failed_checks_are_counted_until_one_succeeds()
    {
        var failed = PollingState.At(Start).Saw(60, Start.AddSeconds(5)).Failed().Failed();

        Assert.Equal(2, failed.FailedChecks);
        Assert.Equal((60, 0), (failed.Percent, failed.ChecksSinceRise));
        Assert.Equal(0, failed.Saw(60, Start.AddSeconds(30)).FailedChecks);
        Assert.Equal(0, failed.Saw(70, Start.AddSeconds(30)).FailedChecks);
    }

    [Fact]
    public void State_survives_its_way_through_the_history()
    {
        var state = PollingState.At(Start).Saw(33.5, Start.AddSeconds(5)).Saw(33.5, Start.AddSeconds(9)).Failed();

        Assert.Equal(state, JsonSerializer.Deserialize<PollingState>(JsonSerializer.Serialize(state)));
    }
}
