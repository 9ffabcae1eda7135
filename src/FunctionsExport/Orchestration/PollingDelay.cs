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
    private const double ShareOfStandstill = 0.2;
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
        var wait = elapsed * ((100 - percent) / percent) / 2;
        return state.ChecksSinceRise >= PatientChecks || percent >= 100
            ? Clamp(Max(wait, (now - state.RoseAt) * ShareOfStandstill))
            : Clamp(wait);
    }

    private static TimeSpan Clamp(TimeSpan wait) => Min(Max(wait, Shortest), Longest);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
