using NCrontab;

namespace FunctionsExport.Schedules;

/// <summary>One NCRONTAB expression in a time zone.</summary>
/// <remarks>
/// A rule with fixed times of day (no <c>*</c> in seconds and minutes, and not each hour) comes once for each of them on every day:
/// where the clock skips the time, at the first valid instant after it; where the clock shows the time twice, the first time. Any
/// other rule follows the time that passes: each instant at which the zone's clock matches.
/// </remarks>
public sealed class ScheduleRule
{
    private static readonly CrontabSchedule.ParseOptions Options = new() { IncludingSeconds = true };
    private readonly CrontabSchedule _cron;
    private readonly TimeZoneInfo _zone;
    private readonly bool _fixedTimes;

    private ScheduleRule(string expression, CrontabSchedule cron, TimeZoneInfo zone)
    {
        Expression = expression;
        _cron = cron;
        _zone = zone;
        var fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        _fixedTimes = !fields[0].Contains('*', StringComparison.Ordinal)
            && !fields[1].Contains('*', StringComparison.Ordinal)
            && fields[2] is not ("*" or "*/1");
    }

    /// <summary>The expression as it was written.</summary>
    public string Expression { get; }

    /// <summary>Reads an expression of six fields; null when it is none.</summary>
    public static ScheduleRule? Parse(string expression, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(zone);
        return CrontabSchedule.TryParse(expression, Options) is { } cron ? new ScheduleRule(expression, cron, zone) : null;
    }

    /// <summary>The instants after one moment and up to another, in order, in UTC.</summary>
    public IReadOnlyList<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until)
    {
        var instants = new SortedSet<DateTimeOffset>();
        foreach (var local in _cron.GetNextOccurrences(Clock(after).AddDays(-1), Clock(until).AddDays(1)))
        {
            foreach (var instant in InstantsOf(local))
            {
                if (instant > after && instant <= until)
                {
                    instants.Add(instant);
                }
            }
        }

        return [.. instants];
    }

    /// <summary>The first instant after a moment, in UTC; null when none comes within ten years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var from = Clock(after).AddDays(-1);
        DateTimeOffset? next = null;
        DateTime? found = null;
        foreach (var local in _cron.GetNextOccurrences(from, from.AddYears(10)))
        {
            // Where the clock is set back the order of instants is not that of clock times: a day more is looked at.
            if (found is { } first && local > first.AddDays(1))
            {
                break;
            }

            foreach (var instant in InstantsOf(local).Where(i => i > after && !(i >= next)))
            {
                next = instant;
                found ??= local;
            }
        }

        return next;
    }

    private DateTime Clock(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone).DateTime;

    private IEnumerable<DateTimeOffset> InstantsOf(DateTime local)
    {
        if (_zone.IsInvalidTime(local))
        {
            return _fixedTimes ? [EndOfGap(local)] : [];
        }

        if (!_zone.IsAmbiguousTime(local))
        {
            return [Utc(local, _zone.GetUtcOffset(local))];
        }

        // The larger offset is the one before the clock is set back.
        var offsets = _zone.GetAmbiguousTimeOffsets(local).OrderDescending();
        return offsets.Take(_fixedTimes ? 1 : 2).Select(offset => Utc(local, offset));
    }

    private DateTimeOffset EndOfGap(DateTime local)
    {
        var minute = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        while (_zone.IsInvalidTime(minute))
        {
            minute = minute.AddMinutes(-1);
        }

        return Utc(minute, _zone.GetUtcOffset(minute)).AddMinutes(1);
    }

    private static DateTimeOffset Utc(DateTime local, TimeSpan offset) => new DateTimeOffset(local, offset).ToUniversalTime();
}
