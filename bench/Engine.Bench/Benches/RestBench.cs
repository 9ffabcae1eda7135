using System.Diagnostics;
using System.Text.Json;

namespace Engine.Bench.Benches;

/// <summary>Instances that wait for an event: what they cost at rest, and at the start. Measured in a process of its own.</summary>
internal static class RestBench
{
    private const int Waiting = 10_000;
    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<IReadOnlyList<string>>> RunAsync()
    {
        using var store = new BenchStore();
        var without = await MeasureInProcessAsync(store.Path);
        string filling;
        await using (var engine = await BenchEngine.StartAsync(store.Path))
        {
            var usage = await Usage.OfAsync(engine, () => FillAsync(engine));
            filling = $"{usage.Rate(Waiting):N0} starts a second; {usage.Describe()}";
        }

        var size = new FileInfo(store.Path).Length;
        var with = await MeasureInProcessAsync(store.Path);
        return
        [
            [$"{Waiting:N0} instances started, each to its first wait", $"{size / Megabyte:F1} MiB of store", filling],
            .. Rows("no instance", without),
            .. Rows($"{Waiting:N0} waiting instances", with),
        ];
    }

    /// <summary>Prints the figures of a store.</summary>
    public static async Task<int> MeasureAsync(string path)
    {
        using var process = Process.GetCurrentProcess();
        var stopwatch = Stopwatch.StartNew();
        await using var engine = await BenchEngine.StartAsync(path);
        var start = stopwatch.Elapsed;
        await engine.RunAsync("Short", 1);
        var firstEnd = stopwatch.Elapsed;

        await Task.Delay(Settling);
        process.Refresh();
        var (began, processor) = (stopwatch.Elapsed, process.TotalProcessorTime);
        await Task.Delay(Observation);
        process.Refresh();
        var share = (process.TotalProcessorTime - processor) / (stopwatch.Elapsed - began);
        Console.WriteLine(JsonSerializer.Serialize(new RestFigures(
            start, firstEnd, share, process.WorkingSet64, GC.GetTotalMemory(forceFullCollection: true))));
        return 0;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(string what, RestFigures figures)
    {
        yield return [$"{what}: start", $"{figures.Start.TotalMilliseconds:F0} ms",
            $"a new instance has ended {figures.FirstEnd.TotalMilliseconds:F0} ms after the call of the start"];
        yield return [$"{what}: at rest, {Observation.TotalSeconds:F0} s", $"{figures.ProcessorShare:P2} of a core",
            $"{figures.WorkingSet / Megabyte:F0} MiB resident, managed heap {figures.ManagedHeap / Megabyte:F1} MiB"];
    }

    private static async Task FillAsync(BenchEngine engine)
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, Waiting).Select(
            number => engine.Client.ScheduleNewOrchestrationInstanceAsync("Waiting", number)));
        foreach (var id in ids)
        {
            await engine.Client.WaitForInstanceStartAsync(id, CancellationToken.None);
        }
    }

    private static async Task<RestFigures> MeasureInProcessAsync(string path)
    {
        var info = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["exec", typeof(RestBench).Assembly.Location, "rest", path])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<RestFigures>(output)!;
    }
}
