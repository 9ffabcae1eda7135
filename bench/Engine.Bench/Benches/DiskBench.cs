using System.Diagnostics;

namespace Engine.Bench.Benches;

/// <summary>What the disk can do: a page written and flushed, one after the other, as a commit does.</summary>
internal static class DiskBench
{
    private const int Flushes = 1000;
    private const int PageSize = 4096;

    public static IEnumerable<IReadOnlyList<string>> Run()
    {
        using var store = new BenchStore();
        using var file = File.OpenHandle(store.Path, FileMode.CreateNew, FileAccess.Write);
        var page = new byte[PageSize];
        var stopwatch = Stopwatch.StartNew();
        for (var number = 0; number < Flushes; number++)
        {
            RandomAccess.Write(file, page, (long)number * PageSize);
            RandomAccess.FlushToDisk(file);
        }

        yield return ["flushes of the disk (4 KiB and fsync)", $"{Flushes / stopwatch.Elapsed.TotalSeconds:N0} a second", ""];
    }
}
