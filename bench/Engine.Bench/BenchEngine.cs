using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Bench;

/// <summary>An engine with the orchestrations of the benches.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly DurableEngine _engine;

    private BenchEngine(string storePath, Action<DurableTaskRegistry>? configure)
    {
        var registry = new DurableTaskRegistry()
            .AddActivityFunc<int, int>("Next", (TaskActivityContext _, int number) => number + 1)
            .AddOrchestratorFunc<int, int>("Short", (context, number) => context.CallActivityAsync<int>("Next", number))
            .AddOrchestratorFunc<int, int>("FanOut", FanOutAsync)
            .AddOrchestratorFunc<int, int>("Waiting", (context, _) => context.WaitForExternalEvent<int>("never"));
        configure?.Invoke(registry);
        var options = new DurableEngineOptions { StorePath = storePath, CommitHook = Commits.At };
        _engine = new DurableEngine(options, registry, _services, NullLoggerFactory.Instance, TimeProvider.System);
    }

    public CommitClock Commits { get; } = new();

    public DurableTaskClient Client => _engine.Client;

    public static async Task<BenchEngine> StartAsync(string storePath, Action<DurableTaskRegistry>? configure = null)
    {
        var engine = new BenchEngine(storePath, configure);
        await engine._engine.StartAsync(CancellationToken.None);
        return engine;
    }

    /// <summary>Runs an instance to its end.</summary>
    public async Task RunAsync(string orchestrator, int input)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input);
        var end = await Client.WaitForInstanceCompletionAsync(id);
        if (end.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"{orchestrator} has ended {end.RuntimeStatus}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private static async Task<int> FanOutAsync(TaskOrchestrationContext context, int count)
        => (await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("Next", number)))).Length;
}
