namespace LocalFunctions.Hosting.Timers;

/// <summary>When a timer function is due, by the rules of the Functions host's schedule monitor (azure-webjobs-sdk-extensions).</summary>
internal static class TimerPlan
{
    /// <summary>
    /// How far the clock may be behind what it said before. Up to here, what ran does not run again; beyond it the clock is
    /// taken to have been wrong before, and a timer does not wait for that time to come.
    /// </summary>
    public static readonly TimeSpan LongestStepBack = TimeSpan.FromDays(1);

    /// <summary>The state of a timer that has not run on its schedule.</summary>
    public static TimerState New(TimerSchedule schedule, DateTime now) => new(null, schedule.Next(now), now);

    /// <summary>The state after a run.</summary>
    /// <param name="schedule">The timer's schedule.</param>
    /// <param name="ranAt">When the run began: what falls due during the run is due at its end, once.</param>
    public static TimerState After(TimerSchedule schedule, DateTime ranAt) => new(ranAt, schedule.Next(ranAt), ranAt);

    /// <summary>
    /// The state at a start. A record that does not follow from the schedule is another schedule's: its next occurrence is
    /// computed anew from the last run, or from now when that has passed already, so that it is not taken for a missed one.
    /// </summary>
    public static TimerState Resume(TimerState? record, TimerSchedule schedule, DateTime now)
    {
        if (record is null || IsAhead(record, now))
        {
            return New(schedule, now);
        }

        var expected = schedule.Next(record.From);
        if (expected == record.Next)
        {
            return record;
        }

        return expected < now ? New(schedule, now) : new TimerState(null, expected, record.From);
    }

    /// <summary>Whether an occurrence was missed.</summary>
    public static bool IsPastDue(TimerState state, DateTime now) => state.Next < now;

    /// <summary>Whether a state is of a time so far ahead of the clock that the clock must have been wrong.</summary>
    public static bool IsAhead(TimerState state, DateTime now) => state.From - now > LongestStepBack;
}
