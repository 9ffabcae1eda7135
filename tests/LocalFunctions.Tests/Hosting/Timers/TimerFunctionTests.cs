using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.Logging;
using static LocalFunctions.Tests.Hosting.Timers.TimerHost;

namespace LocalFunctions.Tests.Hosting.Timers;

public sealed class TimerFunctionTests : IAsyncLifetime, IDisposable
{
    private readonly TimerHost _host = new();

    private FakeTimeProvider Time => _host.Time;

    private Runs Runs => _host.Runs;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.StopAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_timer_runs_at_each_occurrence_of_its_schedule()
    {
        _host.Start();

        await _host.AdvanceToAsync(1, Minute(10));
        await _host.AdvanceToAsync(2, Minute(20));

        Assert.Equal([Minute(10), Minute(20)], Runs.All.Select(run => run.At));
    }

    [Fact]
    public async Task A_timer_does_not_run_before_it_is_due()
    {
        _host.Start();

        Time.Advance(TimeSpan.FromMinutes(7) - TimeSpan.FromMilliseconds(1));

        await _host.WaitingAsync();
        Assert.Empty(Runs.All);
    }

    [Fact]
    public async Task The_schedule_status_tells_the_last_and_this_occurrence()
    {
        _host.Start();

        await _host.AdvanceToAsync(1, Minute(10));
        await _host.AdvanceToAsync(2, Minute(20));

        var (first, second) = (Runs.All[0].Timer.ScheduleStatus!, Runs.All[1].Timer.ScheduleStatus!);
        Assert.Equal((default, Minute(10), Now.UtcDateTime), (first.Last, first.Next, first.LastUpdated));
        Assert.Equal((Minute(10), Minute(20), Minute(10)), (second.Last, second.Next, second.LastUpdated));
        Assert.All(Runs.All, run => Assert.False(run.Timer.IsPastDue));
    }

    [Fact]
    public async Task A_timer_never_overlaps_itself_and_makes_up_for_what_falls_due_during_a_run_once()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Runs.Body = _ => open.Task;
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));

        Time.Advance(TimeSpan.FromMinutes(25));
        Assert.Single(Runs.All);
        Runs.Body = _ => Task.CompletedTask;
        open.SetResult();
        await _host.RunAsync(2);
        await _host.AdvanceToAsync(3, Minute(40));

        Assert.Equal([Minute(10), Minute(35), Minute(40)], Runs.All.Select(run => run.At));
        Assert.All(Runs.All, run => Assert.False(run.Timer.IsPastDue));
    }

    [Fact]
    public async Task A_timer_that_throws_runs_again()
    {
        Runs.Body = _ => throw new InvalidOperationException("no luck");
        _host.Start();

        await _host.AdvanceToAsync(1, Minute(10));
        await _host.AdvanceToAsync(2, Minute(20));

        Assert.Equal(2, _host.Log.Entries.Count(entry => entry.Level == LogLevel.Error && entry.Exception!.Message == "no luck"));
    }

    [Fact]
    public async Task A_timer_may_run_at_the_start_too()
    {
        _host.Start(runOnStartup: true, schedule: "01:00:00");
        await Eventually.TrueAsync(() => Runs.All.Count == 1, "the run at the start");
        await _host.WaitingAsync();

        await _host.AdvanceToAsync(2, Now.UtcDateTime.AddHours(1));

        Assert.Equal([Now.UtcDateTime, Now.UtcDateTime.AddHours(1)], Runs.All.Select(run => run.At));
    }

    [Fact]
    public async Task A_timer_that_is_never_due_ends_with_a_warning()
    {
        _host.Start(schedule: "0 0 0 31 2 *");

        await _host.Run;

        Assert.Equal(LogLevel.Warning, Assert.Single(_host.Log.Entries).Level);
    }

    [Fact]
    public async Task The_function_timeout_cancels_a_run()
    {
        Runs.Body = token => Task.Delay(Timeout.Infinite, token);
        _host.Start(timeout: TimeSpan.FromMinutes(1));
        await _host.AdvanceToAsync(1, Minute(10));

        await _host.WaitingAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _host.Log.Entries.Any(entry => entry.Level == LogLevel.Error), "the timeout is logged");

        Assert.Contains("functionTimeout", _host.Log.Entries.Single(entry => entry.Level == LogLevel.Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_cancels_a_run_and_waits_for_its_end()
    {
        var ended = false;
        Runs.Body = async token =>
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(50, CancellationToken.None);
            ended = true;
            token.ThrowIfCancellationRequested();
        };
        _host.Start();
        await _host.AdvanceToAsync(1, Minute(10));

        await _host.StopAsync();

        Assert.True(ended);
        Assert.DoesNotContain(_host.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }
}
