namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>The state of a task.</summary>
internal enum TaskState
{
    /// <summary>It could not be executed.</summary>
    Error = -1,

    /// <summary>It waits.</summary>
    Waiting = 0,

    /// <summary>It runs.</summary>
    Running = 1,

    /// <summary>It has ended well.</summary>
    Succeeded = 2,

    /// <summary>It has failed.</summary>
    Failed = 3,
}
