using System.Diagnostics;
using System.Globalization;

namespace Engine.Bench;

/// <summary>What else the machine does meanwhile: figures of a busy machine are lower bounds.</summary>
internal sealed class OtherLoad
{
    private const string ProcessorTimes = "/proc/stat";

    // The kernel counts in hundredths of a second; idle and waiting for the disk are the 4th and 5th number of the first line.
    private const double TicksOfSecond = 100;
    private const int Idle = 3;
    private const int WaitingForDisk = 4;

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly double _busy = BusySeconds();

    /// <summary>How many cores other processes have kept busy; not a number where the kernel does not tell.</summary>
    public double Cores
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            var own = process.TotalProcessorTime.TotalSeconds;
            return Math.Max(0, (BusySeconds() - _busy - own) / _elapsed.Elapsed.TotalSeconds);
        }
    }

    private static double BusySeconds()
    {
        if (!File.Exists(ProcessorTimes))
        {
            return double.NaN;
        }

        var ticks = File.ReadLines(ProcessorTimes).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture)).Take(8).ToList();
        return (ticks.Sum() - ticks[Idle] - ticks[WaitingForDisk]) / TicksOfSecond;
    }
}
