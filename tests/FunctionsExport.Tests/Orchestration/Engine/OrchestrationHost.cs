using FunctionsExport.Tests.Orchestration.Engine;
using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsExport.Tests.Orchestration.Scenarios;

/// <summary>Runs orchestrations on the embedded runtime's engine, in a hurry.</summary>
internal sealed class OrchestrationHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder;
    private readonly ServiceProvider _services;
    private readonly DurableEngine _engine;
    private readonly HurriedTime _time;

    private OrchestrationHost(DirectoryInfo folder, ServiceProvider services, DurableEngine engine, HurriedTime time)
    {
        _folder = folder;
        _services = services;
        _engine = engine;
        _time = time;
    }

    /// <summary>Whether a wait of minutes is over at once.</summary>
    public static bool IsHurried => true;

    public DateTimeOffset Now => _time.GetUtcNow();

    public static Task<OrchestrationHost> StartAsync(Action<DurableTaskRegistry> configure) => StartAsync(configure, "", null);

    /// <summary>An engine that shows its turns.</summary>
    public static async Task<OrchestrationHost> StartAsync(
        Action<DurableTaskRegistry> configure,
        string defaultVersion,
        Action<InstanceRow, IReadOnlyList<HistoryEvent>, TurnOutcome>? turnHook)
    {
        var registry = new DurableTaskRegistry();
        configure(registry);
        var folder = Directory.CreateTempSubdirectory("functions-export-");
        var services = new ServiceCollection().BuildServiceProvider();
        var time = new HurriedTime(300);
        var options = new DurableEngineOptions
        {
            StorePath = Path.Combine(folder.FullName, "store.db"),
            DefaultVersion = defaultVersion,
            TurnHook = turnHook,
        };
        var engine = new DurableEngine(options, registry, services, NullLoggerFactory.Instance, time);
        await engine.StartAsync(CancellationToken.None);
        return new OrchestrationHost(folder, services, engine, time);
    }

    public Task ScheduleAsync(string name, object input, string id) =>
        _engine.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    public Task RaiseEventAsync(string id, string name, string payload) => _engine.Client.RaiseEventAsync(id, name, payload);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), patience.Token);
        }
    }

    /// <summary>The output of an orchestration that has to complete.</summary>
    public async Task<T> EndOfAsync<T>(string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        var end = await _engine.Client.WaitForInstanceCompletionAsync(id, true, patience.Token);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{end.RuntimeStatus}: {end.FailureDetails}");
        return end.ReadOutputAs<T>()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
