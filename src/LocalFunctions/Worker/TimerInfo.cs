namespace LocalFunctions.Worker;

/// <summary>What a timer function is told about its schedule.</summary>
public class TimerInfo
{
    /// <summary>The schedule's state, in UTC; null when none is kept (see <see cref="TimerTriggerAttribute.UseMonitor"/>).</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run makes up for one or more that were missed, as while the app was down.</summary>
    public bool IsPastDue { get; set; }
}
