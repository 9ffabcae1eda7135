using LocalFunctions.DurableTask;
using LocalFunctions.Engine.Diagnostics;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>An engine that runs: the store and all that works on it.</summary>
internal sealed class EngineRuntime : IDisposable
{
    private static readonly TimeSpan TimerRetry = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _hurried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OrchestrationDispatcher _orchestrations;
    private readonly ActivityDispatcher _activities;
    private readonly DurableTimers _timers;
    private readonly DurableWrites _writes;
    private readonly StoreUpkeep _upkeep;
    private readonly Lock _stopLock = new();
    private Task? _cancelled;
    private Task? _stop;

    public EngineRuntime(
        EventStore store,
        DurableEngineOptions options,
        DurableTaskRegistry registry,
        IServiceProvider services,
        ILoggerFactory loggerFactory,
        TimeProvider timeProvider)
    {
        Options = options;
        _logger = new GuardedLogger(loggerFactory.CreateLogger("LocalFunctions.Engine"));
        Diagnostics = new EngineDiagnostics(_logger, options.HubName);
        Store = store;
        TimeProvider = timeProvider;
        _writes = new DurableWrites(store, timeProvider, _logger);
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        _orchestrations = new OrchestrationDispatcher(
            new TurnRunner(
                store,
                _writes,
                registry,
                scopes,
                timeProvider,
                new TurnEnvironment(loggerFactory, options.DefaultVersion, Diagnostics.Traps),
                Diagnostics,
                options.TurnHook),
            Distribute,
            timeProvider,
            _logger,
            options.MaxConcurrentOrchestrations,
            _stopping.Token);
        _activities = new ActivityDispatcher(
            new ActivityRunner(registry, scopes, timeProvider, Diagnostics, options.DeliverActivitiesTwice),
            _writes,
            _orchestrations.Wake,
            _logger,
            options.MaxConcurrentActivities,
            _stopping.Token);
        _timers = new DurableTimers(timeProvider, FireAsync);
        Diagnostics.Metrics.Observe(() => _orchestrations.Waiting, () => _activities.Waiting, CountTimers);
        _upkeep = new StoreUpkeep(store, options.HistoryRetention, timeProvider, _logger, _stopping.Token);
    }

    public DurableEngineOptions Options { get; }

    public EngineDiagnostics Diagnostics { get; }

    public EventStore Store { get; }

    public TimeProvider TimeProvider { get; }

    public InstanceWaiters Waiters { get; } = new();

    /// <summary>The number of durable timers in memory.</summary>
    public int TimersInMemory => _timers.Count;

    public DateTime Now => TimeProvider.GetUtcNow().UtcDateTime;

    /// <summary>Resumes everything unfinished.</summary>
    public void Start()
    {
        var (keys, activities, timers) = Store.Read(connection => (
            InstanceTable.ReadyKeys(connection), ActivityTable.ReadAll(connection), TimerTable.ReadAll(connection)));
        activities.ForEach(_activities.Enqueue);
        keys.ForEach(_orchestrations.Wake);
        _timers.Add(timers);
        _orchestrations.Start();
        _activities.Start();
        _upkeep.Start();
        _logger.EngineStarted(Options.StorePath, keys.Count, activities.Count, timers.Count);
    }

    /// <summary>
    /// Takes no new work from now on, tells running activities to stop and ends the waits of clients. Clients may still write.
    /// </summary>
    public void BeginStop()
    {
        lock (_stopLock)
        {
            if (_cancelled is null)
            {
                _timers.Stop();

                // The token is cancelled at once; what activities have registered on it runs beside, and may take its time or
                // throw.
                _cancelled = _stopping.CancelAsync();
            }
        }

        Waiters.Close();
    }

    /// <summary>
    /// Takes no new work, waits for what runs until the token is cancelled, and closes the store. Of several callers the least
    /// patient one counts.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var hurry = cancellationToken.Register(() => _hurried.TrySetResult());
        Task stop;
        lock (_stopLock)
        {
            stop = _stop ??= StopOnceAsync();
        }

        await stop;
    }

    public void Dispose()
    {
        _timers.Dispose();
        Diagnostics.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Does in memory what follows from a transaction.</summary>
    public void Distribute(Effects effects)
    {
        effects.Traps.ForEach(trap => trap(Diagnostics.Traps));
        effects.Activities.ForEach(_activities.Enqueue);
        if (effects.Timers.Count > 0)
        {
            _timers.Add(effects.Timers);
        }

        if (effects.CancelledTimers.Count + effects.EndedTimers.Count > 0)
        {
            _timers.Remove(effects.CancelledTimers, effects.EndedTimers);
        }

        foreach (var key in effects.Changed)
        {
            Waiters.Signal(key);
        }

        foreach (var key in effects.Wake)
        {
            _orchestrations.Wake(key);
        }
    }

    private async Task StopOnceAsync()
    {
        BeginStop();
        var drained = Task.WhenAll(_cancelled!, _orchestrations.Drained, _activities.Drained, _upkeep.Drained);
        try
        {
            if (await Task.WhenAny(drained, _hurried.Task) == drained)
            {
                await drained;
            }
            else
            {
                _logger.EngineStoppedEarly();
            }
        }
        catch (Exception e)
        {
            _logger.StopDisturbed(e.GetType().FullName!);
        }
        finally
        {
            await Store.DisposeAsync();
        }

        _logger.EngineStopped();
    }

    private long CountTimers()
    {
        try
        {
            return Store.Read(TimerTable.Count);
        }
        catch (Exception e) when (e is ObjectDisposedException or StoreUnavailableException)
        {
            return 0;
        }
    }

    private async Task FireAsync(List<TimerEntry> due)
    {
        try
        {
            var now = Now;
            var fired = await _writes.WriteAsync(
                connection => due.Where(timer => TimerTable.Fire(connection, timer, now)).ToList());
            fired.ForEach(timer => _orchestrations.Wake(timer.Key));
        }
        catch (ObjectDisposedException)
        {
            // The engine has stopped: the timers are still in the store.
        }
        catch (Exception e)
        {
            _logger.TimersNotFired(e.GetType().FullName!, due.Count);
            await Task.Delay(TimerRetry, TimeProvider);
            _timers.Add(due);
        }
    }
}
