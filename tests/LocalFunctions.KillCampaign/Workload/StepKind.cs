namespace LocalFunctions.KillCampaign.Workload;

/// <summary>What a step of a script asks of the engine.</summary>
internal enum StepKind
{
    /// <summary>Starts an instance; one of the same id refuses.</summary>
    Start,

    /// <summary>Starts an instance in place of one that runs.</summary>
    Replace,

    Raise,

    Suspend,

    Resume,

    Terminate,

    Purge,

    Restart,

    /// <summary>Waits until the instance has a status.</summary>
    Reach,

    /// <summary>Waits until the instance has ended.</summary>
    End,
}
