using LocalFunctions.Engine.Store;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Hosting.Invocation;
using LocalFunctions.Hosting.Timers;
using LocalFunctions.Tests.Engine;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Hosting.Timers;

/// <summary>One timer function, on a store that outlives it: it can be stopped and started again.</summary>
public sealed class TimerHost : IDisposable
{
    /// <summary>The clock's time at first.</summary>
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 3, 0, TimeSpan.Zero);

    private readonly TemporaryStore _file = new();
    private EventStore? _store;
    private InvocationTokens _tokens;

    public TimerHost()
    {
        Runs = new Runs(Time);
        _tokens = new InvocationTokens(null, Time);
    }

    public FakeTimeProvider Time { get; } = new(Now);

    public Runs Runs { get; }

    public LogSink Log { get; } = new();

    /// <summary>Ends when the timer has ended.</summary>
    public Task Run { get; private set; } = Task.CompletedTask;

    public static DateTime Minute(int minute) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute);

    public void Start(
        string schedule = "0 */10 * * * *", bool runOnStartup = false, bool useMonitor = true, TimeSpan? timeout = null)
    {
        var store = _store = EventStore.Open(_file.Path);
        _tokens.Dispose();
        _tokens = new InvocationTokens(timeout, Time);
        Assert.True(TimerSchedule.TryParse(schedule, out var parsed, out _));
        var trigger = new TimerTriggerBinding(parsed, runOnStartup, useMonitor);
        var function = new FunctionDescriptor("Timer")
        {
            Method = typeof(TimerFunctions).GetMethod(nameof(TimerFunctions.EveryTenMinutes))!,
            Trigger = trigger,
            Parameters = [invocation => invocation.TriggerValue, invocation => invocation.CancellationToken],
            ResultType = typeof(void),
        };
        var services = new ServiceCollection().AddSingleton(Runs).BuildServiceProvider();
        var monitor = useMonitor ? new ScheduleMonitor("Timer", schedule, () => store) : null;
        var timer = new TimerFunction(
            function, trigger, monitor, _tokens, null!, services.GetRequiredService<IServiceScopeFactory>(), Time,
            Log.CreateLogger("Timer"));
        Run = timer.RunAsync();
    }

    /// <summary>Cancels what runs and waits for the timer's end.</summary>
    public async Task StopAsync()
    {
        await _tokens.StopAsync();
        await Run;
        await CloseStoreAsync();
    }

    /// <summary>Closes the store under the running timer: nothing can be written any more.</summary>
    public async Task CloseStoreAsync() => await (_store?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>What the store holds of the timer.</summary>
    public string? Kept(string column) => _file.Query($"SELECT {column} FROM timer_functions WHERE name = 'Timer'")?.ToString();

    /// <summary>Changes what the closed store holds of the timer.</summary>
    public void Spoil(string assignments) => _file.Query($"UPDATE timer_functions SET {assignments} WHERE name = 'Timer'");

    /// <summary>Lets the clock run, minute by minute, and waits for that many runs in all.</summary>
    public async Task AdvanceToAsync(int runs, DateTime at)
    {
        while (Time.GetUtcNow() < at)
        {
            await WaitingAsync();
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        await RunAsync(runs);
    }

    public Task RunAsync(int runs) => Eventually.TrueAsync(() => Runs.All.Count == runs, $"run {runs}");

    public Task WaitingAsync() => Eventually.TrueAsync(() => Time.Waiting > 0, "the timer waits");

    public void Dispose()
    {
        _tokens.Dispose();
        Log.Dispose();
        _file.Dispose();
    }
}
