using LocalFunctions.DurableTask;

namespace LocalFunctions.Engine;

/// <summary>The circumstances of one execution of an activity.</summary>
internal sealed class ActivityContext(
    TaskName name, string instanceId, string version, CancellationToken cancellationToken) : TaskActivityContext
{
    public override TaskName Name => name;

    public override string InstanceId => instanceId;

    public override string Version => version;

    /// <summary>The number of the work item: the same for each delivery, and never used again in the store.</summary>
    public long WorkId { get; init; }

    /// <summary>The number of the action that called the activity.</summary>
    public int TaskId { get; init; }

    /// <summary>Cancelled when the host stops; an activity that then fails is run again after the next start.</summary>
    public CancellationToken CancellationToken => cancellationToken;
}
