using System.Diagnostics;

namespace Engine.Bench;

/// <summary>What an operation took.</summary>
internal sealed record Usage(TimeSpan Elapsed, TimeSpan Processor, long Commits, TimeSpan CommitTime)
{
    public static async Task<Usage> OfAsync(BenchEngine engine, Func<Task> operation)
    {
        using var process = Process.GetCurrentProcess();
        var (commits, commitTime, processor) = (engine.Commits.Count, engine.Commits.Time, process.TotalProcessorTime);
        var stopwatch = Stopwatch.StartNew();
        await operation();
        var elapsed = stopwatch.Elapsed;
        process.Refresh();
        return new Usage(
            elapsed, process.TotalProcessorTime - processor, engine.Commits.Count - commits, engine.Commits.Time - commitTime);
    }

    /// <summary>So many a second.</summary>
    public double Rate(int count) => count / Elapsed.TotalSeconds;

    /// <summary>What was busy meanwhile.</summary>
    public string Describe()
        => $"{Processor / Elapsed:F1} cores busy; {Commits / Elapsed.TotalSeconds:N0} commits a second, "
            + $"{CommitTime / Elapsed:P0} of the time in COMMIT";
}
