using FunctionsExport.Orchestration;

namespace FunctionsExport.Tests.Orchestration.Support;

/// <summary>What watching a simulated export came to.</summary>
/// <param name="Checks">How often the provider was asked, the first time at the start, the last time after the end.</param>
/// <param name="Late">How long after the export's end that was noticed.</param>
/// <param name="Waits">The waits between the checks.</param>
internal sealed record PollingRun(int Checks, TimeSpan Late, IReadOnlyList<TimeSpan> Waits)
{
    private const int TooMany = 1000;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Watches an export that shows a progress, in percent, at each moment and is over after a time.</summary>
    public static PollingRun Of(TimeSpan duration, Func<TimeSpan, double?> progress)
    {
        var state = PollingState.At(Start);
        var waits = new List<TimeSpan>();
        var elapsed = TimeSpan.Zero;
        while (elapsed < duration && waits.Count < TooMany)
        {
            state = state.Saw(progress(elapsed), Start + elapsed);
            waits.Add(PollingDelay.Next(state, Start + elapsed));
            elapsed += waits[^1];
        }

        return new PollingRun(waits.Count + 1, elapsed - duration, waits);
    }

    /// <summary>Durations from 5 s to 12 h, each a fraction longer than the one before.</summary>
    public static IEnumerable<TimeSpan> Durations(double growth)
    {
        var longest = TimeSpan.FromHours(12);
        for (var duration = TimeSpan.FromSeconds(5); duration < longest; duration *= 1 + growth)
        {
            yield return duration;
        }

        yield return longest;
    }
}
