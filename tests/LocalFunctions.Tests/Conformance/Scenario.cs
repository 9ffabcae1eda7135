namespace Conformance;

/// <summary>An engine with a test's orchestrators and activities.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ConformanceHost _host;

    private Scenario(ConformanceHost host) => _host = host;

    public DurableTaskClient Client => _host.Client;

    public static async Task<Scenario> StartAsync(Action<DurableTaskRegistry> configure)
        => new(await ConformanceHost.StartAsync(tasks =>
        {
            tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
            configure(tasks);
        }));

    /// <summary>Runs one orchestration to its end.</summary>
    public static async Task<OrchestrationMetadata> RunAsync(
        Action<DurableTaskRegistry> configure, string name, object? input = null)
    {
        await using var scenario = await StartAsync(configure);
        return await scenario.RunAsync(name, input);
    }

    /// <summary>Runs one orchestrator without input to its end.</summary>
    public static Task<OrchestrationMetadata> RunMainAsync<TOutput>(
        Func<TaskOrchestrationContext, Task<TOutput>> orchestrator, Action<DurableTaskRegistry>? configure = null)
        => RunAsync(
            tasks =>
            {
                tasks.AddOrchestratorFunc("Main", orchestrator);
                configure?.Invoke(tasks);
            },
            "Main");

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? instanceId = null)
        => await EndOfAsync(await ScheduleAsync(name, input, instanceId));

    public Task<string> ScheduleAsync(string name, object? input = null, string? instanceId = null)
        => Client.ScheduleNewOrchestrationInstanceAsync(
            name, input, instanceId is null ? null : new StartOrchestrationOptions(instanceId));

    /// <summary>Starts an orchestration and waits until it waits: its custom status says so.</summary>
    public async Task<string> ScheduleUntilAsync(string status, string name, object? input = null, string? instanceId = null)
    {
        var id = await ScheduleAsync(name, input, instanceId);
        await StatusAsync(id, status);
        return id;
    }

    public async Task<OrchestrationMetadata> EndOfAsync(string instanceId)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Client.WaitForInstanceCompletionAsync(instanceId, true, patience.Token);
    }

    /// <summary>Waits for a custom status, a text.</summary>
    public Task StatusAsync(string instanceId, string status)
        => UntilAsync(instanceId, state => state?.SerializedCustomStatus == $"\"{status}\"");

    /// <summary>Waits for a state.</summary>
    public async Task<OrchestrationMetadata?> UntilAsync(string instanceId, Func<OrchestrationMetadata?, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var state = await Client.GetInstanceAsync(instanceId, true, patience.Token);
            if (condition(state))
            {
                return state;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
