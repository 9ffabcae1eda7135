using Microsoft.DurableTask.Testing;

namespace FunctionsExport.Tests.Orchestration.Scenarios;

/// <summary>Runs the export's orchestrations on the real SDK and its in-memory engine, whose clock is the machine's.</summary>
internal sealed class OrchestrationHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly DurableTaskTestHost _host;

    private OrchestrationHost(DurableTaskTestHost host) => _host = host;

    /// <summary>Whether a wait of minutes is over at once.</summary>
    public static bool IsHurried => false;

    /// <summary>The engine's time.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    public static async Task<OrchestrationHost> StartAsync(Action<DurableTaskRegistry> configure)
        => new(await DurableTaskTestHost.StartAsync(configure));

    public Task ScheduleAsync(string name, object input, string id)
        => _host.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    public Task RaiseEventAsync(string id, string name, string payload) => _host.Client.RaiseEventAsync(id, name, payload);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>The output of an orchestration that has to complete.</summary>
    public async Task<T> EndOfAsync<T>(string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        var end = await _host.Client.WaitForInstanceCompletionAsync(id, true, patience.Token);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{end.RuntimeStatus}: {end.FailureDetails}");
        return end.ReadOutputAs<T>()!;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
