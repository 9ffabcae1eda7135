using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;

namespace LocalFunctions.Engine.Store;

/// <summary>
/// An instance and its present execution. Continuing as new and replacing an instance begin another execution.
/// </summary>
internal sealed record InstanceRow
{
    /// <summary>The id in upper case: ids are compared without regard to case.</summary>
    public string Key => KeyOf(InstanceId);

    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public string Version { get; init; } = string.Empty;

    /// <summary>The number of the execution, unique in the store.</summary>
    public long Execution { get; init; }

    /// <summary>How many events the execution's history has; 0 when its first turn is still to come.</summary>
    public int HistoryLength { get; init; }

    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    /// <summary>When the execution begins, until its time has come.</summary>
    public DateTime? StartAt { get; init; }

    /// <summary>How often the instance has continued as new.</summary>
    public int Generation { get; init; }

    /// <summary>
    /// The W3C trace context below which its tasks' spans are: its starter's until its first turn, then its own.
    /// </summary>
    public string? TraceParent { get; init; }

    public ParentLink? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public bool HasEnded => HasEndedIn(Status);

    public static string KeyOf(string instanceId) => instanceId.ToUpperInvariant();

    public static bool HasEndedIn(OrchestrationRuntimeStatus status)
        => status is OrchestrationRuntimeStatus.Completed
            or OrchestrationRuntimeStatus.Failed
            or OrchestrationRuntimeStatus.Terminated
            or OrchestrationRuntimeStatus.Canceled;
}
