using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NCrontab;

namespace LocalFunctions.Hosting.Timers;

/// <summary>When a timer function is due.</summary>
internal abstract class TimerSchedule
{
    private TimerSchedule(string text) => Text = text;

    /// <summary>The schedule as it was written, settings resolved.</summary>
    public string Text { get; }

    /// <summary>
    /// Whether the schedule recurs faster than once a minute, by the Functions host's rule: a time span below a minute, or an
    /// expression that restricts nothing but the seconds and has more than one of them.
    /// </summary>
    public abstract bool IsFasterThanAMinute { get; }

    /// <summary>The first occurrence after a time, both in UTC; null when there is none.</summary>
    public abstract DateTime? Next(DateTime after);

    /// <summary>Reads an NCRONTAB expression of five or six fields, or a time span.</summary>
    /// <param name="text">The schedule.</param>
    /// <param name="schedule">The schedule read.</param>
    /// <param name="fault">What is wrong with it, and the remedy.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out TimerSchedule? schedule, [NotNullWhen(false)] out string? fault)
    {
        schedule = null;
        fault = null;
        if (!text.Contains(' ', StringComparison.Ordinal)
            && text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval))
        {
            schedule = new Interval(text, interval);
            fault = interval > TimeSpan.Zero ? null : $"the time span \"{text}\" is not positive.";
            return fault is null;
        }

        try
        {
            // Five fields have no seconds; the Functions host decides by the number of fields too.
            var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            var crontab = CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields != 5 });
            schedule = new Crontab(text, crontab);
            return true;
        }
        catch (CrontabException exception)
        {
            fault = $"\"{text}\" is not a schedule: {exception.Message} "
                + "Write six fields such as \"0 */5 * * * *\", or a time span such as \"00:05:00\".";
            return false;
        }
    }

    private sealed class Interval(string text, TimeSpan interval) : TimerSchedule(text)
    {
        public override bool IsFasterThanAMinute => interval < TimeSpan.FromMinutes(1);

        public override DateTime? Next(DateTime after) => interval <= DateTime.MaxValue - after ? after + interval : null;
    }

    private sealed class Crontab(string text, CrontabSchedule crontab) : TimerSchedule(text)
    {
        // Any minute will do: nothing but the seconds counts.
        private static readonly DateTime MinuteBefore = new(2000, 1, 1, 0, 0, 59, DateTimeKind.Utc);

        public override bool IsFasterThanAMinute =>
            crontab.ToString().Split(' ').Skip(1).All(part => part == "*")
            && crontab.GetNextOccurrences(MinuteBefore, MinuteBefore.AddSeconds(61)).Count() > 1;

        public override DateTime? Next(DateTime after)
        {
            // The library answers the end of time for an expression that never occurs, such as 31 February.
            var next = crontab.GetNextOccurrence(after);
            return next == DateTime.MaxValue ? null : DateTime.SpecifyKind(next, DateTimeKind.Utc);
        }
    }
}
