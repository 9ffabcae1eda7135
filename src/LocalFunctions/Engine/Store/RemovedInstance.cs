using LocalFunctions.DurableTask.Client;

namespace LocalFunctions.Engine.Store;

/// <summary>An instance that a purge has taken.</summary>
/// <param name="Key">Its key.</param>
/// <param name="InstanceId">Its id.</param>
/// <param name="Execution">Its last execution.</param>
/// <param name="Status">Its status before.</param>
internal sealed record RemovedInstance(string Key, string InstanceId, long Execution, OrchestrationRuntimeStatus Status)
{
    /// <summary>How many timers went with it.</summary>
    public int Timers { get; init; }
}
