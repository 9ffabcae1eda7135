using System.Diagnostics;
using System.Globalization;

namespace FunctionsExport.Bench;

/// <summary>One run of a program, from its start to its end.</summary>
/// <param name="Seconds">Wall time of the whole line.</param>
/// <param name="CpuSeconds">Time on all cores: what other work on the machine changes least.</param>
/// <param name="PeakKibibytes">The most memory that a program of it had at once (resident).</param>
internal sealed record Run(double Seconds, double CpuSeconds, long PeakKibibytes)
{
    /// <summary>Runs a line of the shell; each <c>TIME</c> in it stands for <c>time</c>, whose figures are added up.</summary>
    public static async Task<Run> OfAsync(string line, CancellationToken cancellationToken)
    {
        var times = Path.GetTempFileName();
        try
        {
            var began = Stopwatch.GetTimestamp();
            using var process = Process.Start(
                "/bin/bash",
                ["-c", line.Replace("TIME", $"/usr/bin/time --append -f '%U %S %M' -o {times}", StringComparison.Ordinal)]);
            await process.WaitForExitAsync(cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var figures = (await File.ReadAllLinesAsync(times, cancellationToken))
                .Select(l => l.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray())
                .ToList();
            return process.ExitCode == 0
                ? new Run(seconds, figures.Sum(f => f[0] + f[1]), (long)figures.Max(f => f[2]))
                : throw new InvalidOperationException($"'{line}' has ended with {process.ExitCode}.");
        }
        finally
        {
            File.Delete(times);
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
