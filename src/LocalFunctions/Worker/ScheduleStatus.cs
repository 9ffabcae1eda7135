namespace LocalFunctions.Worker;

/// <summary>The state of a timer's schedule. All times are in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>When the function ran before; the default value in its first run.</summary>
    public DateTime Last { get; set; }

    /// <summary>When the function is due: in a scheduled run, the time of that run (as the Functions host has it).</summary>
    public DateTime Next { get; set; }

    /// <summary>When this status was last written.</summary>
    public DateTime LastUpdated { get; set; }
}
