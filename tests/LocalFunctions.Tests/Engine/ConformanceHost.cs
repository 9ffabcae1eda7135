using LocalFunctions.Tests.Engine;

namespace Conformance;

/// <summary>Runs the conformance tests on LocalFunctions' engine.</summary>
internal sealed class ConformanceHost : IAsyncDisposable
{
    private readonly TemporaryStore _store;
    private readonly EngineHost _host;

    private ConformanceHost(TemporaryStore store, EngineHost host)
    {
        _store = store;
        _host = host;
    }

    public DurableTaskClient Client => _host.Client;

    public static async Task<ConformanceHost> StartAsync(Action<DurableTaskRegistry> configure)
    {
        var store = new TemporaryStore();
        return new ConformanceHost(store, await EngineHost.StartAsync(store, configure));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _store.Dispose();
    }
}
