using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine;
using LocalFunctions.Engine.Dispatch;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Runs orchestrations and activities by event-sourced replay on one SQLite file.</summary>
public sealed class DurableEngine : IAsyncDisposable
{
    private readonly DurableEngineOptions _options;
    private readonly DurableTaskRegistry _registry;
    private readonly IServiceProvider _services;
    private readonly ILoggerFactory _loggerFactory;
    private readonly TimeProvider _timeProvider;
    private EngineRuntime? _runtime;

    /// <summary>An engine that has not started.</summary>
    /// <param name="options">Where and how it runs.</param>
    /// <param name="registry">The orchestrators and activities; complete before the start.</param>
    /// <param name="services">What the activities and orchestrators are made with, in a scope each time.</param>
    /// <param name="loggerFactory">Makes the loggers of the engine and of the orchestrators.</param>
    /// <param name="timeProvider">The clock of the timers.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DurableEngine(
        DurableEngineOptions options,
        DurableTaskRegistry registry,
        IServiceProvider services,
        ILoggerFactory loggerFactory,
        TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.StorePath);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentActivities, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentOrchestrations, 1);
        if (options.HistoryRetention != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.HistoryRetention, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(
                options.HistoryRetention, DurableEngineOptions.LongestHistoryRetention);
        }

        _options = options;
        _registry = registry;
        _services = services;
        _loggerFactory = loggerFactory;
        _timeProvider = timeProvider;
        Client = new EngineClient(options.HubName, Running);
    }

    /// <summary>The client of this engine; usable while it runs.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>What runs.</summary>
    /// <exception cref="InvalidOperationException">Nothing does.</exception>
    internal EngineRuntime Running()
        => _runtime ?? throw new InvalidOperationException("The durable engine is not running.");

    /// <summary>Opens the store and resumes everything unfinished.</summary>
    /// <exception cref="InvalidOperationException">
    /// The engine has been started already, another process has the store open, the file is not a store that this version
    /// understands, or it cannot be opened. The message names the file and the remedy.
    /// </exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read at the moment.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_runtime is not null)
        {
            throw new InvalidOperationException("The durable engine has been started already.");
        }

        var store = EventStore.Open(_options.StorePath);
        // Activities that are resumed may use the client at once.
        _runtime = new EngineRuntime(store, _options, _registry, _services, _loggerFactory, _timeProvider);
        try
        {
            _runtime.Start();
        }
        catch
        {
            await StopAsync(new CancellationToken(canceled: true));
            throw;
        }
    }

    /// <summary>
    /// Begins the stop at once, without waiting: no turn and no activity is started any more, running activities are told to
    /// stop, clients that wait for an instance are released. The client can still start and steer instances, which go on
    /// after the next start. Does nothing when the engine does not run.
    /// </summary>
    public void BeginStop() => _runtime?.BeginStop();

    /// <summary>
    /// Takes no new work, tells running activities to stop, and waits for what runs until the token is cancelled. What is
    /// unfinished stays in the store.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_runtime is { } runtime)
        {
            await runtime.StopAsync(cancellationToken);
            _runtime = null;
            runtime.Dispose();
        }
    }

    /// <summary>Stops without waiting for running activities; they are run again after the next start.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(canceled: true));
}
