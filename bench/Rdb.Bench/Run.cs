using System.Diagnostics;
using System.Globalization;

namespace FunctionsExport.Bench;

/// <summary>One run of a program, from its start to its end.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="PeakKibibytes">The most memory that it had at once (resident).</param>
internal sealed record Run(double Seconds, long PeakKibibytes)
{
    /// <summary>Runs a line of the shell under <c>time</c>, its output thrown away.</summary>
    public static async Task<Run> OfAsync(string line, CancellationToken cancellationToken)
    {
        var peak = Path.GetTempFileName();
        try
        {
            var began = Stopwatch.GetTimestamp();
            using var process = Process.Start(
                "/bin/bash", ["-c", line.Replace("TIME", $"/usr/bin/time -f %M -o {peak}", StringComparison.Ordinal)]);
            await process.WaitForExitAsync(cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return process.ExitCode == 0
                ? new Run(seconds, long.Parse((await File.ReadAllLinesAsync(peak, cancellationToken))[^1], CultureInfo.InvariantCulture))
                : throw new InvalidOperationException($"'{line}' has ended with {process.ExitCode}.");
        }
        finally
        {
            File.Delete(peak);
        }
    }

    /// <summary>Runs two programs in turn, and returns the median of each.</summary>
    public static async Task<(Run One, Run Other)> InTurnAsync(
        string one, string other, int rounds, CancellationToken cancellationToken)
    {
        var ones = new List<Run>();
        var others = new List<Run>();
        for (var round = 0; round < rounds; round++)
        {
            ones.Add(await OfAsync(one, cancellationToken));
            others.Add(await OfAsync(other, cancellationToken));
        }

        return (Median(ones), Median(others));
    }

    private static Run Median(List<Run> runs) => runs.OrderBy(r => r.Seconds).ElementAt(runs.Count / 2);
}
