using LocalFunctions.DurableTask;

namespace LocalFunctions.Engine.Replay;

/// <summary>What is recorded of exceptions.</summary>
internal static class Failures
{
    private const string ActivityNotFound = "ActivityTaskNotFound";
    private const string OrchestratorNotFound = "OrchestratorTaskNotFound";
    private const string Replaced = "SubOrchestrationReplaced";
    private const string NotStoredType = "ActivityResultNotStored";

    // JSON ends at a depth of 64; a retry loop that wraps its last exception comes there.
    private const int MaxDepth = 16;

    /// <summary>The failure of an activity, or of an orchestrator that a bug or an unfit message ended.</summary>
    public static TaskFailureDetails Of(Exception exception) => Of(exception, depth: 1);

    /// <summary>The failure of an activity whose result or failure could not be stored.</summary>
    public static TaskFailureDetails NotStored(Exception exception)
        => new(NotStoredType, $"The activity's result could not be stored: {exception.GetType().FullName}.", null, null, null);

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

    private static TaskFailureDetails Of(Exception exception, int depth)
        => new(
            exception.GetType().FullName!,
            MessageOf(exception),
            exception.StackTrace,
            exception.InnerException is { } inner && depth < MaxDepth ? Of(inner, depth + 1) : null,
            new Dictionary<string, object?>());

    private static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception e)
        {
            // A Message of its own making: whatever it throws must not keep the failure from being recorded.
            return $"(its Message threw {e.GetType().FullName})";
        }
    }
}
