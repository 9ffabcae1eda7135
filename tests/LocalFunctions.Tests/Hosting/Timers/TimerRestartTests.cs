using LocalFunctions.Tests.Hosting.Samples;
using LocalFunctions.Worker;
using Microsoft.Extensions.Logging;
using static LocalFunctions.Tests.Hosting.Timers.TimerHost;

namespace LocalFunctions.Tests.Hosting.Timers;

public sealed class TimerRestartTests : IAsyncLifetime, IDisposable
{
    private readonly TimerHost _host = new();

    private FakeTimeProvider Time => _host.Time;

    private Runs Runs => _host.Runs;

    private TimerInfo LastRun => Runs.All[^1].Timer;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.StopAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_first_start_does_not_run_before_the_first_occurrence()
    {
        _host.Start();
        await _host.WaitingAsync();

        Assert.Empty(Runs.All);
        Assert.Equal(Minute(10).Ticks.ToString(), _host.Kept("next_at"));
        Assert.Equal("0 */10 * * * *", _host.Kept("schedule"));
    }

    [Theory]
    [InlineData("last_at = 'x'")]
    [InlineData("last_at = -1")]
    [InlineData("last_at = 9223372036854775807")]
    [InlineData("last_at = 3155378975999999999")]
    [InlineData("next_at = 0")]
    [InlineData("next_at = NULL")]
    [InlineData("last_at = NULL, next_at = NULL, updated_at = 9223372036854775807")]
    [InlineData("last_at = 0, next_at = 0, updated_at = x'00ff'")]
    public async Task A_spoilt_record_does_not_silence_a_timer(string assignments)
    {
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await _host.StopAsync();
        _host.Spoil(assignments);
        _host.Start();

        await _host.AdvanceToAsync(2, Minute(20));

        await _host.WaitingAsync();
        Assert.False(LastRun.IsPastDue);
        Assert.Equal(Minute(30).Ticks.ToString(), _host.Kept("next_at"));
    }

    [Fact]
    public async Task Missed_occurrences_are_made_up_for_by_one_run()
    {
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await RestartAtAsync(Minute(45));

        await _host.RunAsync(2);
        var status = LastRun.ScheduleStatus!;
        Assert.True(LastRun.IsPastDue);
        Assert.Equal((Minute(10), Minute(20), Minute(10)), (status.Last, status.Next, status.LastUpdated));

        await _host.AdvanceToAsync(3, Minute(50));
        Assert.Equal([Minute(10), Minute(45), Minute(50)], Runs.All.Select(run => run.At));
        Assert.False(LastRun.IsPastDue);
        Assert.Equal((Minute(45), Minute(50)), (LastRun.ScheduleStatus!.Last, LastRun.ScheduleStatus.Next));
    }

    [Fact]
    public async Task An_occurrence_missed_before_the_first_run_is_made_up_for()
    {
        _host.Start();
        await _host.WaitingAsync();
        await RestartAtAsync(Minute(12));

        await _host.RunAsync(1);

        var status = LastRun.ScheduleStatus!;
        Assert.True(LastRun.IsPastDue);
        Assert.Equal((default, Minute(10), Minute(3)), (status.Last, status.Next, status.LastUpdated));
    }

    [Fact]
    public async Task A_restart_between_occurrences_runs_nothing_and_keeps_the_status()
    {
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await RestartAtAsync(Minute(15));

        await _host.AdvanceToAsync(2, Minute(20));

        var status = LastRun.ScheduleStatus!;
        Assert.Equal([Minute(10), Minute(20)], Runs.All.Select(run => run.At));
        Assert.False(LastRun.IsPastDue);
        Assert.Equal((Minute(10), Minute(20), Minute(10)), (status.Last, status.Next, status.LastUpdated));
    }

    [Fact]
    public async Task A_catch_up_is_not_made_again_at_the_next_start()
    {
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await RestartAtAsync(Minute(25));
        await _host.RunAsync(2);
        await _host.WaitingAsync();
        await RestartAtAsync(Minute(26));

        await _host.AdvanceToAsync(3, Minute(30));

        Assert.Equal([Minute(10), Minute(25), Minute(30)], Runs.All.Select(run => run.At));
    }

    [Theory]
    [InlineData("0 15 * * * *", 75)]
    [InlineData("0 30 * * * *", 30)]
    [InlineData("00:20:00", 30)]
    public async Task A_changed_schedule_makes_no_catch_up(string schedule, int next)
    {
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await RestartAtAsync(Minute(25), schedule);
        await _host.WaitingAsync();

        Assert.Equal(Minute(next).Ticks.ToString(), _host.Kept("next_at"));
        Assert.Equal(schedule, _host.Kept("schedule"));
        await _host.AdvanceToAsync(2, Minute(next));
        Assert.False(LastRun.IsPastDue);
        Assert.Equal((default, Minute(next)), (LastRun.ScheduleStatus!.Last, LastRun.ScheduleStatus.Next));
    }

    [Fact]
    public async Task What_a_changed_schedule_missed_after_its_first_start_is_made_up_for()
    {
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await RestartAtAsync(Minute(25), "0 30 * * * *");
        await _host.WaitingAsync();
        await RestartAtAsync(Minute(31), "0 30 * * * *");

        await _host.RunAsync(2);

        Assert.True(LastRun.IsPastDue);
    }

    [Fact]
    public async Task A_run_at_the_start_and_a_catch_up_are_one_run()
    {
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await _host.StopAsync();
        Time.Set(Minute(25));
        _host.Start(runOnStartup: true);

        await _host.AdvanceToAsync(3, Minute(30));

        Assert.Equal([Minute(10), Minute(25), Minute(30)], Runs.All.Select(run => run.At));
        Assert.True(Runs.All[1].Timer.IsPastDue);
    }

    [Fact]
    public async Task A_run_at_the_start_with_nothing_missed_is_not_past_due()
    {
        _host.Start(runOnStartup: true);
        await _host.RunAsync(1);
        await _host.WaitingAsync();

        Assert.False(LastRun.IsPastDue);
        Assert.Equal(Minute(3).Ticks.ToString(), _host.Kept("last_at"));
    }

    [Fact]
    public async Task A_timer_without_monitor_keeps_nothing_and_makes_up_for_nothing()
    {
        _host.Start(useMonitor: false);
        await _host.AdvanceToAsync(1, Minute(10));
        await _host.StopAsync();
        Time.Set(Minute(25));
        _host.Start(useMonitor: false);

        await _host.AdvanceToAsync(2, Minute(30));

        Assert.Equal([Minute(10), Minute(30)], Runs.All.Select(run => run.At));
        Assert.All(Runs.All, run => Assert.Null(run.Timer.ScheduleStatus));
        Assert.Null(_host.Kept("name"));
    }

    [Fact]
    public async Task A_run_that_could_not_be_recorded_is_logged_and_runs_again_at_the_next_start()
    {
        _host.Start();
        await _host.WaitingAsync();
        await _host.CloseStoreAsync();
        await _host.AdvanceToAsync(1, Minute(10));
        await _host.AdvanceToAsync(2, Minute(20));
        await Eventually.TrueAsync(() => Errors().Count() == 2, "both records fail");
        await RestartAtAsync(Minute(21));

        await _host.RunAsync(3);

        Assert.True(LastRun.IsPastDue);
        Assert.All(Errors(), entry => Assert.Contains("'Timer': its run is not recorded", entry.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_the_stop_cuts_short_is_past_due_at_the_next_start()
    {
        Runs.Body = token => Task.Delay(Timeout.Infinite, token);
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await _host.StopAsync();
        Runs.Body = _ => Task.CompletedTask;
        await RestartAtAsync(Minute(11));

        await _host.RunAsync(2);

        Assert.True(LastRun.IsPastDue);
        Assert.Equal(Minute(10), LastRun.ScheduleStatus!.Next);
    }

    [Fact]
    public async Task A_run_that_failed_is_not_made_up_for()
    {
        Runs.Body = _ => throw new InvalidOperationException("no luck");
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));
        await _host.WaitingAsync();
        await RestartAtAsync(Minute(15));
        await _host.WaitingAsync();

        Assert.Single(Runs.All);
    }

    private IEnumerable<LogEntry> Errors() => _host.Log.Entries.Where(entry => entry.Level == LogLevel.Error);

    private async Task RestartAtAsync(DateTime at, string schedule = "0 */10 * * * *")
    {
        await _host.StopAsync();
        Time.Set(at);
        _host.Start(schedule);
    }
}
