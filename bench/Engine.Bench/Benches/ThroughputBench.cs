namespace Engine.Bench.Benches;

/// <summary>Short orchestrations and activities a second.</summary>
internal static class ThroughputBench
{
    private const int OneByOne = 300;
    private const int Instances = 5000;
    private const int Callers = 64;

    private static readonly (int Orchestrations, int Activities)[] FanOuts = [(50, 100), (5, 1000), (1, 5000)];

    public static async Task<IReadOnlyList<IReadOnlyList<string>>> RunAsync()
    {
        using var store = new BenchStore();
        await using var engine = await BenchEngine.StartAsync(store.Path);
        await RunInstancesAsync(engine, Instances / 5, Callers);
        await engine.RunAsync("FanOut", FanOuts[0].Activities);
        var rows = new List<IReadOnlyList<string>>();

        var single = await Usage.OfAsync(engine, () => RunInstancesAsync(engine, OneByOne, 1));
        rows.Add(["one short orchestration (1 activity) after the other",
            $"{single.Elapsed.TotalMilliseconds / OneByOne:F2} ms each", single.Describe()]);

        var many = await Usage.OfAsync(engine, () => RunInstancesAsync(engine, Instances, Callers));
        rows.Add([$"short orchestrations, {Callers} callers", $"{many.Rate(Instances):N0} a second", many.Describe()]);

        foreach (var (orchestrations, activities) in FanOuts)
        {
            var fanOut = await Usage.OfAsync(engine, () => Task.WhenAll(
                Enumerable.Range(0, orchestrations).Select(_ => engine.RunAsync("FanOut", activities))));
            rows.Add([$"activities, {orchestrations:N0} × {activities:N0} fanned out",
                $"{fanOut.Rate(orchestrations * activities):N0} a second", fanOut.Describe()]);
        }

        return rows;
    }

    private static Task RunInstancesAsync(BenchEngine engine, int count, int callers)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= count)
            {
                await engine.RunAsync("Short", number);
            }
        }));
    }
}
