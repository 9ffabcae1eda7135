using Microsoft.DurableTask.Testing;

namespace Conformance;

/// <summary>Runs the conformance tests on the real SDK and its in-memory engine.</summary>
internal sealed class ConformanceHost : IAsyncDisposable
{
    private readonly DurableTaskTestHost _host;

    private ConformanceHost(DurableTaskTestHost host) => _host = host;

    public DurableTaskClient Client => _host.Client;

    public static async Task<ConformanceHost> StartAsync(Action<DurableTaskRegistry> configure)
        => new(await DurableTaskTestHost.StartAsync(configure));

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
