namespace LocalFunctions.DurableTask;

/// <summary>What a retry handler is told.</summary>
/// <param name="OrchestrationContext">The context of the orchestration that called the task.</param>
/// <param name="LastAttemptNumber">The number of the attempt that failed, from 1.</param>
/// <param name="LastFailure">The failure of that attempt.</param>
/// <param name="TotalRetryTime">The time since the first attempt was started.</param>
/// <param name="CancellationToken">Never cancelled.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
