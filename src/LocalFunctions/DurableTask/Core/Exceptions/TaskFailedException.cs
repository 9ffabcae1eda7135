namespace LocalFunctions.DurableTask.Core.Exceptions;

/// <summary>
/// What the engine completes a failed task with; the context turns it into
/// <see cref="LocalFunctions.DurableTask.TaskFailedException"/>, whose inner exception it is for activities. Its name is the real
/// engine's: it is seen in the chain of a failure that wraps a task's.
/// </summary>
internal sealed class TaskFailedException(int taskId, TaskFailureDetails? failureDetails, bool isActivity, bool isRetriable)
    : Exception
{
    /// <summary>The number of the failed action.</summary>
    public int TaskId { get; } = taskId;

    /// <summary>The recorded failure; <see langword="null"/> when a sub-orchestration was terminated.</summary>
    public TaskFailureDetails? FailureDetails { get; } = failureDetails;

    public bool IsActivity { get; } = isActivity;

    /// <summary>Whether a retry policy or handler is asked: not for a task that nobody has registered.</summary>
    public bool IsRetriable { get; } = isRetriable;
}
