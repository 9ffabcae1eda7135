using LocalFunctions.DurableTask;

namespace LocalFunctions.Engine.Store;

/// <summary>
/// Something that happened to an orchestration: a line of its history, or a message that waits to become one.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, UTC.</param>
internal sealed record HistoryEvent(HistoryEventKind Kind, DateTime At)
{
    /// <summary>The name of the start of an execution that a previous one has continued as.</summary>
    public const string ContinuedAsNew = "ContinuedAsNew";

    /// <summary>The number of the action that this is about; -1 when it is about none.</summary>
    public int TaskId { get; init; } = -1;

    /// <summary>The name of the task or of the event; how the execution started or ended.</summary>
    public string? Name { get; init; }

    /// <summary>The version of the task, empty when there is none.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// A result, a payload, an output; the instance id of a child or of an event's target; a timer's time.
    /// </summary>
    public string? Data { get; init; }

    /// <summary>Why a task failed.</summary>
    public TaskFailureDetails? Failure { get; init; }
}
