namespace LocalFunctions.Worker;

/// <summary>What a timer function is told about its schedule.</summary>
public class TimerInfo
{
    /// <summary>The schedule's state, in UTC.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run comes later than it was due.</summary>
    public bool IsPastDue { get; set; }
}
