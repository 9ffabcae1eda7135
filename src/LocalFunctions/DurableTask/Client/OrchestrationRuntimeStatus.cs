namespace LocalFunctions.DurableTask.Client;

/// <summary>What has become of an orchestration.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has started and not ended.</summary>
    Running = 0,

    /// <summary>It has returned.</summary>
    Completed = 1,

    /// <summary>Never seen: an orchestration that continued as new is running.</summary>
    ContinuedAsNew = 2,

    /// <summary>It ended with an exception.</summary>
    Failed = 3,

    /// <summary>Never seen: a cancelled orchestration has failed.</summary>
    Canceled = 4,

    /// <summary>A client ended it.</summary>
    Terminated = 5,

    /// <summary>It has not started.</summary>
    Pending = 6,

    /// <summary>A client halted it.</summary>
    Suspended = 7,
}
