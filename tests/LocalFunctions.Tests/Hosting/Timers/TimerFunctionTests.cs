using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Hosting.Invocation;
using LocalFunctions.Hosting.Timers;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Hosting.Timers;

public sealed class TimerFunctionTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 3, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly Runs _runs;

    private readonly LogSink _log = new();
    private InvocationTokens? _tokens;
    private Task _run = Task.CompletedTask;

    public TimerFunctionTests() => _runs = new Runs(_time);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await (_tokens?.StopAsync() ?? Task.CompletedTask);
        await _run;
    }

    public void Dispose()
    {
        _tokens?.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_timer_runs_at_each_occurrence_of_its_schedule()
    {
        Start();

        await AdvanceToAsync(1, new DateTime(2026, 1, 1, 0, 10, 0, DateTimeKind.Utc));
        await AdvanceToAsync(2, new DateTime(2026, 1, 1, 0, 20, 0, DateTimeKind.Utc));

        Assert.Equal([Minute(10), Minute(20)], _runs.All.Select(run => run.At));
    }

    [Fact]
    public async Task A_timer_does_not_run_before_it_is_due()
    {
        Start();

        _time.Advance(TimeSpan.FromMinutes(7) - TimeSpan.FromMilliseconds(1));

        await WaitingAsync();
        Assert.Empty(_runs.All);
    }

    [Fact]
    public async Task The_schedule_status_tells_the_last_and_this_occurrence()
    {
        Start();

        await AdvanceToAsync(1, Minute(10));
        await AdvanceToAsync(2, Minute(20));

        var (first, second) = (_runs.All[0].Timer.ScheduleStatus!, _runs.All[1].Timer.ScheduleStatus!);
        Assert.Equal((default, Minute(10), Now.UtcDateTime), (first.Last, first.Next, first.LastUpdated));
        Assert.Equal((Minute(10), Minute(20), Minute(10)), (second.Last, second.Next, second.LastUpdated));
        Assert.All(_runs.All, run => Assert.False(run.Timer.IsPastDue));
    }

    [Fact]
    public async Task A_timer_never_overlaps_itself_and_leaves_out_what_it_missed()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _runs.Body = _ => open.Task;
        Start();
        await AdvanceToAsync(1, Minute(10));

        _time.Advance(TimeSpan.FromMinutes(25));
        Assert.Single(_runs.All);
        _runs.Body = _ => Task.CompletedTask;
        open.SetResult();
        await WaitingAsync();
        await AdvanceToAsync(2, Minute(40));

        Assert.Equal([Minute(10), Minute(40)], _runs.All.Select(run => run.At));
    }

    [Fact]
    public async Task A_timer_that_throws_runs_again()
    {
        _runs.Body = _ => throw new InvalidOperationException("no luck");
        Start();

        await AdvanceToAsync(1, Minute(10));
        await AdvanceToAsync(2, Minute(20));

        Assert.Equal(2, _log.Entries.Count(entry => entry.Level == LogLevel.Error && entry.Exception!.Message == "no luck"));
    }

    [Fact]
    public async Task A_timer_may_run_at_the_start_too()
    {
        Start(runOnStartup: true, schedule: "01:00:00");
        await Eventually.TrueAsync(() => _runs.All.Count == 1, "the run at the start");
        await WaitingAsync();

        await AdvanceToAsync(2, Now.UtcDateTime.AddHours(1));

        Assert.Equal([Now.UtcDateTime, Now.UtcDateTime.AddHours(1)], _runs.All.Select(run => run.At));
    }

    [Fact]
    public async Task A_timer_that_is_never_due_ends_with_a_warning()
    {
        Start(schedule: "0 0 0 31 2 *");

        await _run;

        Assert.Equal(LogLevel.Warning, Assert.Single(_log.Entries).Level);
    }

    [Fact]
    public async Task The_function_timeout_cancels_a_run()
    {
        _runs.Body = token => Task.Delay(Timeout.Infinite, token);
        Start(timeout: TimeSpan.FromMinutes(1));
        await AdvanceToAsync(1, Minute(10));

        await WaitingAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _log.Entries.Any(entry => entry.Level == LogLevel.Error), "the timeout is logged");

        Assert.Contains("functionTimeout", _log.Entries.Single(entry => entry.Level == LogLevel.Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_cancels_a_run_and_waits_for_its_end()
    {
        var ended = false;
        _runs.Body = async token =>
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(50, CancellationToken.None);
            ended = true;
            token.ThrowIfCancellationRequested();
        };
        Start();
        await AdvanceToAsync(1, Minute(10));

        await _tokens!.StopAsync();
        await _run;

        Assert.True(ended);
        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    private static DateTime Minute(int minute) => new(2026, 1, 1, 0, minute, 0, DateTimeKind.Utc);

    private TimerFunction Create(TimeSpan? timeout, bool runOnStartup, string schedule)
    {
        _tokens = new InvocationTokens(timeout, _time);
        Assert.True(TimerSchedule.TryParse(schedule, out var parsed, out _));
        var trigger = new TimerTriggerBinding(parsed, runOnStartup);
        var function = new FunctionDescriptor("Timer")
        {
            Method = typeof(TimerFunctions).GetMethod(nameof(TimerFunctions.EveryTenMinutes))!,
            Trigger = trigger,
            Parameters = [invocation => invocation.TriggerValue, invocation => invocation.CancellationToken],
            ResultType = typeof(void),
        };
        var services = new ServiceCollection().AddSingleton(_runs).BuildServiceProvider();
        return new TimerFunction(
            function, trigger, _tokens, null!, services.GetRequiredService<IServiceScopeFactory>(), _time, _log.CreateLogger("Timer"));
    }

    private void Start(TimeSpan? timeout = null, bool runOnStartup = false, string schedule = "0 */10 * * * *") =>
        _run = Create(timeout, runOnStartup, schedule).RunAsync();

    private async Task AdvanceToAsync(int runs, DateTime at)
    {
        while (_time.GetUtcNow() < at)
        {
            await WaitingAsync();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        await Eventually.TrueAsync(() => _runs.All.Count == runs, $"run {runs}");
    }

    private Task WaitingAsync() => Eventually.TrueAsync(() => _time.Waiting > 0, "the timer waits");
}
