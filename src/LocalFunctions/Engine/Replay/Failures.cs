using LocalFunctions.DurableTask;

namespace LocalFunctions.Engine.Replay;

/// <summary>What is recorded of exceptions.</summary>
internal static class Failures
{
    private const string ActivityNotFound = "ActivityTaskNotFound";
    private const string OrchestratorNotFound = "OrchestratorTaskNotFound";
    private const string Replaced = "SubOrchestrationReplaced";

    /// <summary>The failure of an activity, or of an orchestrator that a bug or an unfit message ended.</summary>
    public static TaskFailureDetails Of(Exception exception)
        => new(
            exception.GetType().FullName!,
            exception.Message,
            exception.StackTrace,
            exception.InnerException is { } inner ? Of(inner) : null,
            new Dictionary<string, object?>());

    /// <summary>The failure of an orchestrator: that of a task which it did not catch is inside its own.</summary>
    public static TaskFailureDetails OfOrchestrator(Exception exception)
        => exception is TaskFailedException failed
            ? Of(exception) with { InnerFailure = failed.FailureDetails }
            : Of(exception);

    public static TaskFailureDetails UnknownActivity(string name)
        => new(ActivityNotFound, $"No activity task named '{name}' was found.", null, null, null);

    public static TaskFailureDetails UnknownOrchestrator(string name)
        => new(OrchestratorNotFound, $"No orchestrator task named '{name}' was found.", null, null, null);

    /// <summary>
    /// What a parent is told when its child's id was taken by another orchestration before the child had ended.
    /// </summary>
    public static TaskFailureDetails ReplacedChild(string instanceId)
        => new(Replaced, $"The instance '{instanceId}' was replaced by another one of the same id.", null, null, null);

    /// <summary>
    /// Whether another attempt can have another end: not when nobody has registered the task, nor when two callers would
    /// replace each other's sub-orchestration for ever.
    /// </summary>
    public static bool IsRetriable(TaskFailureDetails? failure)
        => failure?.ErrorType is not (ActivityNotFound or OrchestratorNotFound or Replaced);
}
