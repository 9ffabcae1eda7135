using LocalFunctions.Engine.Dispatch;
using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Tests.Engine;

/// <summary>An engine that runs, with what a test needs of it.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServiceProvider _services;
    private readonly DurableEngine _engine;

    private EngineHost(ServiceProvider services, DurableEngine engine)
    {
        _services = services;
        _engine = engine;
    }

    public DurableTaskClient Client => _engine.Client;

    public EngineRuntime Runtime => _engine.Running();

    public static async Task<EngineHost> StartAsync(
        TemporaryStore store,
        Action<DurableTaskRegistry> configure,
        bool deliverActivitiesTwice = false,
        Action<IServiceCollection>? addServices = null,
        int maxConcurrentActivities = 10,
        TimeSpan? historyRetention = null,
        TimeProvider? timeProvider = null,
        ILoggerProvider? log = null,
        string hubName = "LocalFunctions",
        string defaultVersion = "")
    {
        var registry = new DurableTaskRegistry();
        configure(registry);
        var collection = new ServiceCollection().AddLogging(logging =>
        {
            if (log is not null)
            {
                logging.AddProvider(log);
            }
        });
        addServices?.Invoke(collection);
        var services = collection.BuildServiceProvider();
        var options = new DurableEngineOptions
        {
            StorePath = store.Path,
            HubName = hubName,
            DefaultVersion = defaultVersion,
            DeliverActivitiesTwice = deliverActivitiesTwice,
            MaxConcurrentActivities = maxConcurrentActivities,
            HistoryRetention = historyRetention ?? DurableEngineOptions.DefaultHistoryRetention,
        };
        var engine = new DurableEngine(
            options, registry, services, services.GetRequiredService<ILoggerFactory>(), timeProvider ?? TimeProvider.System);
        try
        {
            await engine.StartAsync(CancellationToken.None);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }

        return new EngineHost(services, engine);
    }

    public async Task<OrchestrationMetadata> EndOfAsync(string instanceId)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Client.WaitForInstanceCompletionAsync(instanceId, true, patience.Token);
    }

    public void BeginStop() => _engine.BeginStop();

    /// <summary>Stops as a host does that is asked to end: running activities may finish.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _engine.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _services.DisposeAsync();
    }
}
