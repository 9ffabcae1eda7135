using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.Logging;
using static LocalFunctions.Tests.Hosting.Timers.TimerHost;

namespace LocalFunctions.Tests.Hosting.Timers;

public sealed class TimerClockTests : IAsyncLifetime, IDisposable
{
    private readonly TimerHost _host = new();

    private FakeTimeProvider Time => _host.Time;

    private Runs Runs => _host.Runs;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.StopAsync();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_is_set_back_runs_no_occurrence_twice(bool restarts)
    {
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await _host.WaitingAsync();
        if (restarts)
        {
            await _host.StopAsync();
        }

        Time.Set(Minute(5));
        if (restarts)
        {
            _host.Start();
        }

        await _host.AdvanceToAsync(1, Minute(19));
        await _host.AdvanceToAsync(2, Minute(20));

        Assert.Equal([Minute(10), Minute(20)], Runs.All.Select(run => run.At));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_was_wrong_by_more_than_a_day_does_not_silence_a_timer(bool restarts)
    {
        Time.Set(Minute(0).AddYears(3));
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10).AddYears(3));
        await _host.WaitingAsync();
        if (restarts)
        {
            await _host.StopAsync();
        }

        Time.Set(Minute(5));
        if (restarts)
        {
            _host.Start();
        }

        await _host.AdvanceToAsync(2, Minute(10));

        Assert.Equal([Minute(10).AddYears(3), Minute(10)], Runs.All.Select(run => run.At));
        Assert.Contains("is planned anew", Assert.Single(_host.Log.Entries, entry => entry.Level == LogLevel.Warning).Message, StringComparison.Ordinal);
        Assert.Equal(Minute(10).Ticks.ToString(), await KeptLastAsync(Minute(10)));
    }

    [Fact]
    public async Task A_clock_that_is_set_forward_makes_one_run_that_is_past_due()
    {
        _host.Start();
        await _host.WaitingAsync();
        Time.Set(Minute(45));
        await _host.AdvanceToAsync(1, Minute(46));
        await _host.AdvanceToAsync(2, Minute(50));

        Assert.Equal([true, false], Runs.All.Select(run => run.Timer.IsPastDue));
        Assert.Equal([Minute(46), Minute(50)], Runs.All.Select(run => run.At));
    }

    private async Task<string?> KeptLastAsync(DateTime at)
    {
        await Eventually.TrueAsync(() => _host.Kept("last_at") == at.Ticks.ToString(), "the run is kept");
        return _host.Kept("last_at");
    }
}
