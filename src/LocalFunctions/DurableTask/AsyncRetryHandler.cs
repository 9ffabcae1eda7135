namespace LocalFunctions.DurableTask;

/// <summary>
/// Decides after a failure whether the task is tried again; it may await durable timers of the context. It runs again on
/// every replay.
/// </summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
