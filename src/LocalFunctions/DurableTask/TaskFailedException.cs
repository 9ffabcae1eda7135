using CoreTaskFailedException = LocalFunctions.DurableTask.Core.Exceptions.TaskFailedException;

namespace LocalFunctions.DurableTask;

/// <summary>Tells an orchestrator that an activity or a sub-orchestration failed.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>The failure of a task, from the exception that it ended with.</summary>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, ErrorMessage(innerException)), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>The failure of a task, from its recorded details.</summary>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails?.ErrorMessage))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails!;
    }

    /// <summary>The name as the orchestrator gave it.</summary>
    public string TaskName { get; }

    /// <summary>
    /// The number of the action in this run of the orchestration, from 0; timers and sent events count too.
    /// </summary>
    public int TaskId { get; }

    /// <summary>What failed; <see langword="null"/> when a sub-orchestration was terminated.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>Whether the task failed with an exception of this type or of a type derived from it.</summary>
    public bool IsCausedByException<T>()
        where T : Exception
        => FailureDetails.IsCausedBy<T>();

    private static string? ErrorMessage(Exception innerException)
        => (innerException as CoreTaskFailedException)?.FailureDetails?.ErrorMessage ?? innerException?.Message;

    private static string Describe(string taskName, int taskId, string? message)
        => message is null
            ? $"Task '{taskName}' (#{taskId}) failed with an unhandled exception."
            : $"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {message}";
}
