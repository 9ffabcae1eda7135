namespace FunctionsExport.Orchestration;

/// <summary>
/// How long to wait before a provider is asked again. Steady progress is asked after half the time that it still seems to need; an
/// export that says nothing, or stands still, after a share of the time that it has taken.
/// </summary>
public static class PollingDelay
{
    /// <summary>No wait is shorter: durable timers may fire up to a second early, so a shorter one would mean little.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    /// <summary>No wait is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const int PatientChecks = 3;
    private const double ShareOfElapsed = 0.1;
    private const double ShareOfStandstill = 0.22;
    private const double MostOfStandstill = 0.5;
    private static readonly TimeSpan Unhurried = TimeSpan.FromMinutes(1);

    /// <summary>The wait after a check.</summary>
    public static TimeSpan Next(PollingState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var elapsed = now - state.StartedAt;
        if (state.Percent is not > 0)
        {
            // Nothing to reckon with. Doubling up to a minute keeps a short export's end near and a long one's checks few.
            return Clamp(Max(elapsed * ShareOfElapsed, Min(elapsed, Unhurried)));
        }

        var percent = Math.Min(state.Percent.Value, 100);
        var half = elapsed.TotalSeconds * ((100 - percent) / percent) / 2;
        var wait = TimeSpan.FromSeconds(Math.Min(half, Longest.TotalSeconds));
        var standstill = now - state.RoseAt;
        if (state.ChecksSinceRise > 0)
        {
            // It is slower than was reckoned, or has stopped: what was reckoned means less the longer it stands.
            wait = Min(wait, standstill * MostOfStandstill);
        }

        return state.ChecksSinceRise >= PatientChecks || percent >= 100
            ? Clamp(Max(wait, standstill * ShareOfStandstill))
            : Clamp(wait);
    }

    private static TimeSpan Clamp(TimeSpan wait) => Min(Max(wait, Shortest), Longest);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
