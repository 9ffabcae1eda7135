using LocalFunctions.DurableTask;

namespace LocalFunctions.Engine.Replay;

/// <summary>What is recorded of exceptions.</summary>
internal static class Failures
{
    private const string ActivityNotFound = "ActivityTaskNotFound";
    private const string OrchestratorNotFound = "OrchestratorTaskNotFound";
    private const string Replaced = "SubOrchestrationReplaced";
    private const string NotStoredType = "ActivityResultNotStored";

    // JSON ends at a depth of 64; a retry loop that wraps its last exception comes there, and so do sub-orchestrations that call
    // themselves.
    private const int MaxDepth = 16;

    /// <summary>The failure of an activity, or of an orchestrator that a bug or an unfit message ended.</summary>
    public static TaskFailureDetails Of(Exception exception) => Of(exception, depth: 1);

    /// <summary>The failure of an activity whose result or failure could not be stored.</summary>
    public static TaskFailureDetails NotStored(Exception exception)
        => new(NotStoredType, $"The activity's result could not be stored: {exception.GetType().FullName}.", null, null, null);

    /// <summary>The failure of an orchestrator: that of a task which it did not catch is inside its own.</summary>
    public static TaskFailureDetails OfOrchestrator(Exception exception)
        => exception is TaskFailedException failed
            ? Of(exception) with { InnerFailure = failed.FailureDetails is { } inner ? Cut(inner, MaxDepth - 1) : null }
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
            TextOf(exception, self => self.Message) ?? string.Empty,
            TextOf(exception, self => self.StackTrace),
            exception.InnerException is { } inner && depth < MaxDepth ? Of(inner, depth + 1) : null,
            new Dictionary<string, object?>());

    private static TaskFailureDetails Cut(TaskFailureDetails failure, int depth)
        => failure with
        {
            InnerFailure = failure.InnerFailure is { } inner && depth > 1 ? Cut(inner, depth - 1) : null,
        };

    private static string? TextOf(Exception exception, Func<Exception, string?> read)
    {
        try
        {
            return read(exception);
        }
        catch (Exception e)
        {
            // A property of its own making: whatever it throws must not keep the failure from being recorded.
            return $"(it could not be read: {e.GetType().FullName})";
        }
    }
}
