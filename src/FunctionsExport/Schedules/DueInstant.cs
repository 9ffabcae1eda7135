using NCrontab;

namespace FunctionsExport.Schedules;

/// <summary>Finds what a schedule has due.</summary>
public static class DueInstant
{
    /// <summary>How long after its instant an export is still started; a tick that was missed is made up for within it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The latest instant of a schedule up to now and within <see cref="Window"/>; null when there is none.</summary>
    /// <param name="schedule">The schedule, in UTC; null for none.</param>
    /// <param name="now">The time of the tick.</param>
    public static DateTimeOffset? Latest(CrontabSchedule? schedule, DateTimeOffset now)
    {
        if (schedule is null)
        {
            return null;
        }

        // The schedule's occurrences exclude both ends: a tick on the second of an instant must see it.
        var end = now.UtcDateTime.AddTicks(1);
        DateTime? latest = null;
        foreach (var instant in schedule.GetNextOccurrences(now.UtcDateTime - Window, end))
        {
            latest = instant;
        }

        return latest is { } due ? new DateTimeOffset(DateTime.SpecifyKind(due, DateTimeKind.Utc)) : null;
    }

    /// <summary>The next instant of a schedule after now; null for no schedule, or one that never comes again.</summary>
    public static DateTimeOffset? Next(CrontabSchedule? schedule, DateTimeOffset now)
    {
        if (schedule is null)
        {
            return null;
        }

        var end = now.UtcDateTime.AddYears(10);
        var next = schedule.GetNextOccurrence(now.UtcDateTime, end);
        return next < end ? new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc)) : null;
    }
}
