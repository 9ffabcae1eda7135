using LocalFunctions.Worker.Extensions.Abstractions;

namespace LocalFunctions.Worker;

/// <summary>Marks the parameter of a timer function that receives the <see cref="TimerInfo"/>.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="schedule">An NCRONTAB expression of six fields (or five, without seconds), evaluated in UTC; a time span
    /// such as <c>00:05:00</c>; or <c>%Name%</c>, a setting that holds one of them.</param>
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
    }

    /// <summary>The schedule, as declared.</summary>
    public string Schedule { get; }

    /// <summary>Whether the function also runs when the app starts.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>
    /// Whether the schedule's state is kept across restarts, so that missed runs are made up for. Ignored for schedules that
    /// recur faster than once a minute: theirs is never kept.
    /// </summary>
    public bool UseMonitor { get; set; } = true;
}
