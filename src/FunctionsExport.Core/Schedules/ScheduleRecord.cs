namespace FunctionsExport.Schedules;

/// <summary>What is remembered of a source's schedule between ticks.</summary>
/// <param name="Rules">The rules and the time zone that the rest is about; with others it begins anew.</param>
/// <param name="Since">What was due up to this time is none of the schedule's business (UTC).</param>
/// <param name="LastDue">The latest instant whose export was started; null for none (UTC).</param>
/// <param name="Judged">The latest instant for which it was asked whether a succeeded export came of it; null for none (UTC).</param>
/// <param name="Overdue">Whether none had.</param>
public sealed record ScheduleRecord(
    string Rules, DateTimeOffset Since, DateTimeOffset? LastDue = null, DateTimeOffset? Judged = null, bool Overdue = false)
{
    /// <summary>How far back a schedule that is seen for the first time looks: an app that was down while it was set up is forgiven.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(10);

    /// <summary>The record of a schedule that was not seen before.</summary>
    public static ScheduleRecord Of(SourceSchedule schedule, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new ScheduleRecord(schedule.Text, now - FirstLook);
    }

    /// <summary>The record, if it is about this schedule; a new one otherwise.</summary>
    public static ScheduleRecord For(SourceSchedule schedule, ScheduleRecord? record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return record?.Rules == schedule.Text ? record : Of(schedule, now);
    }

    /// <summary>The instant whose export is to be started now; null for none.</summary>
    public DateTimeOffset? DueNow(SourceSchedule schedule, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.LatestDue(LastDue ?? Since, now);
    }

    /// <summary>
    /// The latest instant that should have led to a succeeded export by now and was not judged before; null for none.
    /// </summary>
    /// <param name="tolerance">How long after its instant an export may take.</param>
    public DateTimeOffset? ToJudge(SourceSchedule schedule, TimeSpan tolerance, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.LatestDue(Judged ?? Since, now - tolerance);
    }

    /// <summary>Whether an export that should have succeeded by now has not.</summary>
    /// <param name="lastSuccess">When the newest succeeded export was asked for; null when none has succeeded (UTC).</param>
    public bool IsOverdue(SourceSchedule schedule, TimeSpan tolerance, DateTimeOffset? lastSuccess, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.LatestDue(Since, now - tolerance) is { } due && !(lastSuccess >= due);
    }
}
