using System.Diagnostics;
using System.Globalization;
using LocalFunctions.DurableTask;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Bench.Benches;

/// <summary>
/// The cost of a turn against the length of the history: an orchestration fans out until its history has the length, then calls
/// one activity after the other, each of which is a turn.
/// </summary>
internal static class TurnBench
{
    private const int Turns = 41;
    private const int Repeats = 15;
    private const double Microsecond = 1e6;

    private static readonly int[] Lengths = [10, 100, 1_000, 10_000];

    public static async Task<IReadOnlyList<IReadOnlyList<string>>> RunAsync()
    {
        await MeasureAsync(Lengths[1]);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var length in Lengths)
        {
            rows.Add(await MeasureAsync(length));
        }

        return rows;
    }

    private static async Task<IReadOnlyList<string>> MeasureAsync(int length)
    {
        var ticks = new List<long>();
        async Task<int> GrowAsync(TaskOrchestrationContext context, int events)
        {
            // Each activity is two events: scheduled and completed.
            await Task.WhenAll(Enumerable.Range(0, events / 2).Select(number => context.CallActivityAsync<int>("Next", number)));
            for (var turn = 0; turn < Turns; turn++)
            {
                await context.CallActivityAsync<bool>("Tick");
            }

            return events;
        }

        void Register(DurableTaskRegistry registry) => registry
            .AddOrchestratorFunc<int, int>("Grow", GrowAsync)
            .AddActivityFunc<bool>("Tick", (TaskActivityContext _) =>
            {
                ticks.Add(Stopwatch.GetTimestamp());
                return true;
            });
        using var store = new BenchStore();
        await using (var engine = await BenchEngine.StartAsync(store.Path, Register))
        {
            await engine.RunAsync("Grow", length);
        }

        var turn = Median(ticks.Zip(ticks.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one, next).TotalSeconds));
        return await ReplayAsync(store.Path, Register, length, turn);
    }

    private static async Task<IReadOnlyList<string>> ReplayAsync(
        string path, Action<DurableTaskRegistry> register, int length, double turn)
    {
        await using var store = EventStore.Open(path);
        var registry = new DurableTaskRegistry();
        register(registry);
        await using var services = new ServiceCollection().BuildServiceProvider();
        var instance = store.Read(connection => InstanceTable.List(connection, new InstanceFilter())).Single();
        var orchestrator = registry.FindOrchestrator(instance.Name, instance.Version)!(services);

        var read = Time(() => store.Read(connection => HistoryTable.Read(connection, instance.Execution)));
        var history = store.Read(connection => HistoryTable.Read(connection, instance.Execution));
        var replay = Time(() => new OrchestrationTurn(instance, NullLoggerFactory.Instance, () => { })
            .Run(orchestrator, history, [], DateTime.UtcNow));
        return
        [
            length.ToString("N0", CultureInfo.InvariantCulture),
            $"{turn * Microsecond:N0} µs",
            $"{replay * Microsecond:N0} µs of {history.Count:N0} events",
            $"{replay * Microsecond / history.Count:F2} µs",
            $"{read * Microsecond / history.Count:F2} µs",
        ];
    }

    private static double Time(Action action)
        => Median(Enumerable.Range(0, Repeats).Select(_ =>
        {
            var stopwatch = Stopwatch.StartNew();
            action();
            return stopwatch.Elapsed.TotalSeconds;
        }));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
