using LocalFunctions.DurableTask;
using LocalFunctions.Engine.Diagnostics;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Bench.Benches;

/// <summary>The one instance of a store, replayed from its whole history.</summary>
internal sealed class RecordedTurn : IAsyncDisposable
{
    private readonly EventStore _store;
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly TurnEnvironment _environment = new(NullLoggerFactory.Instance, "", new TrapLog(NullLogger.Instance));
    private readonly InstanceRow _instance;
    private readonly ITaskOrchestrator _orchestrator;
    private readonly List<HistoryEvent> _history;

    public RecordedTurn(string storePath, Action<DurableTaskRegistry> register)
    {
        var registry = new DurableTaskRegistry();
        register(registry);
        _store = EventStore.Open(storePath);
        _instance = _store.Read(connection => InstanceTable.List(connection, new InstanceFilter())).Single();
        _orchestrator = registry.FindOrchestrator(_instance.Name, _instance.Version)!(_services);
        _history = ReadHistory();
    }

    public int Events => _history.Count;

    public void Read() => ReadHistory();

    public void Replay()
        => new OrchestrationTurn(_instance, _environment).Run(_orchestrator, _history, [], DateTime.UtcNow);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _services.DisposeAsync();
    }

    private List<HistoryEvent> ReadHistory()
        => _store.Read(connection => HistoryTable.Read(connection, _instance.Execution));
}
