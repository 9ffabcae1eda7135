namespace LocalFunctions.Hosting.Timers;

/// <summary>Where a timer function stands in its schedule. All times are in UTC.</summary>
/// <param name="Last">When it ran last; null when it has not run on this schedule.</param>
/// <param name="Next">When it is due; null when it is never due again.</param>
/// <param name="Updated">The time that <paramref name="Next"/> was computed from when there is no <paramref name="Last"/>.</param>
internal sealed record TimerState(DateTime? Last, DateTime? Next, DateTime Updated)
{
    /// <summary>The time that <see cref="Next"/> was computed from.</summary>
    public DateTime From => Last ?? Updated;
}
