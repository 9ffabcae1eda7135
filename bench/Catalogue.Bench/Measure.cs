using System.Globalization;

namespace Catalogue.Bench;

/// <summary>Measures a small catalogue and a large one side by side, and prints the table of docs/performance.md.</summary>
internal static class Measure
{
    private static readonly (string Name, string Path)[] Calls =
    [
        ("first page, of 50", "api/exports"),
        ("one source, of 50", "api/exports?source=orders"),
        ("failed ones, of 50", "api/exports?state=failed"),
        ("the last two days, of 50", "api/exports?since=2026-02-27T00:00:00Z"),
        ("`GET /api/sources`, five sources", "api/sources"),
    ];

    public static async Task RunAsync(MeasuredApp small, MeasuredApp large, int runs)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var rows = new List<(string Name, Figure Small, Figure Large)>();
        foreach (var (name, path) in Calls)
        {
            var (a, b) = await InTurnAsync(small, large, runs, c => c.GetAsync(path));
            rows.Add((name, a, b));
        }

        var (least, most) = (small.PeakMemory(), large.PeakMemory());
        var (one, other) = (await small.WalkAsync(), await large.WalkAsync());
        rows.Add(($"the last page, of 200 (page {one.Pages} and {other.Pages})", one.Last, other.Last));
        rows.Add(("all pages", one.All, other.All));
        var (bare, full) = await InTurnAsync(small, large, runs, c => c.ListOneBlobAsync());
        rows.Add(("a list of one blob, by Azurite alone", bare, full));

        Console.WriteLine("| `GET /api/exports` | exports | requests to the storage | ratio | time | ratio |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (var (name, a, b) in rows)
        {
            Console.WriteLine(
                $"| {name} | {a.Exports}, {b.Exports} | {a.Requests}, {b.Requests} | {(double)b.Requests / a.Requests:F2} "
                    + $"| {a.Milliseconds:F0} ms, {b.Milliseconds:F0} ms | {b.Milliseconds / a.Milliseconds:F1} |");
        }

        PrintMemory("peak memory of the app after the first five", least, most);
        PrintMemory("peak memory of the app after all", small.PeakMemory(), large.PeakMemory());
    }

    private static void PrintMemory(string name, double small, double large) =>
        Console.WriteLine($"| {name} | | | | {small:F0} MiB, {large:F0} MiB | {large / small:F2} |");

    /// <summary>Both in turn; the first of each has compiled the code.</summary>
    private static async Task<(Figure Small, Figure Large)> InTurnAsync(
        MeasuredApp small, MeasuredApp large, int runs, Func<MeasuredApp, Task<Figure>> call)
    {
        var (ones, others) = (new List<Figure>(), new List<Figure>());
        for (var run = 0; run <= runs; run++)
        {
            ones.Add(await call(small));
            others.Add(await call(large));
        }

        return (Figure.Median(ones.Skip(1)), Figure.Median(others.Skip(1)));
    }
}
