using System.Diagnostics;
using System.Globalization;
using LocalFunctions.DurableTask;

namespace Engine.Bench.Benches;

/// <summary>
/// The cost of a turn against the length of the history: an orchestration fans out until its history has the length, then calls
/// one activity after the other, each of which is a turn. Then the same histories are replayed in turns, side by side. Told is
/// the fastest of many: what else the machine does can only add.
/// </summary>
internal static class TurnBench
{
    private const int Turns = 41;
    private const int Repeats = 100;
    private const double Microsecond = 1e6;

    private static readonly int[] Lengths = [10, 100, 1_000, 10_000];

    public static async Task<IReadOnlyList<IReadOnlyList<string>>> RunAsync()
    {
        using (var warmUp = new BenchStore())
        {
            await MeasureTurnAsync(warmUp, Lengths[1]);
        }

        var cases = new List<Case>();
        foreach (var length in Lengths)
        {
            var store = new BenchStore();
            var turn = await MeasureTurnAsync(store, length);
            cases.Add(new Case(length, store, turn, new RecordedTurn(store.Path, registry => Register(registry, []))));
        }

        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            cases.ForEach(one => one.Measure());
        }

        var rows = cases.Select(one => one.Row()).ToList();
        foreach (var one in cases)
        {
            await one.Recorded.DisposeAsync();
            one.Store.Dispose();
        }

        return rows;
    }

    private static async Task<double> MeasureTurnAsync(BenchStore store, int length)
    {
        var ticks = new List<long>();
        await using (var engine = await BenchEngine.StartAsync(store.Path, registry => Register(registry, ticks)))
        {
            await engine.RunAsync("Grow", length);
        }

        return ticks.Zip(ticks.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one, next).TotalSeconds).Min();
    }

    private static void Register(DurableTaskRegistry registry, List<long> ticks) => registry
        .AddOrchestratorFunc<int, int>("Grow", GrowAsync)
        .AddActivityFunc<bool>("Tick", (TaskActivityContext _) =>
        {
            ticks.Add(Stopwatch.GetTimestamp());
            return true;
        });

    private static async Task<int> GrowAsync(TaskOrchestrationContext context, int events)
    {
        // Each activity is two events: scheduled and completed.
        await Task.WhenAll(Enumerable.Range(0, events / 2).Select(number => context.CallActivityAsync<int>("Next", number)));
        for (var turn = 0; turn < Turns; turn++)
        {
            await context.CallActivityAsync<bool>("Tick");
        }

        return events;
    }

    private sealed record Case(int Length, BenchStore Store, double Turn, RecordedTurn Recorded)
    {
        private double _replay = double.MaxValue;
        private double _read = double.MaxValue;

        public void Measure()
        {
            _replay = Math.Min(_replay, Time(Recorded.Replay));
            _read = Math.Min(_read, Time(Recorded.Read));
        }

        public IReadOnlyList<string> Row() =>
        [
            Length.ToString("N0", CultureInfo.InvariantCulture),
            $"{Turn * Microsecond:N0} µs",
            $"{_replay * Microsecond:N0} µs of {Recorded.Events:N0} events",
            $"{_replay * Microsecond / Recorded.Events:F2} µs",
            $"{_read * Microsecond / Recorded.Events:F2} µs",
        ];

        private static double Time(Action action)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}
