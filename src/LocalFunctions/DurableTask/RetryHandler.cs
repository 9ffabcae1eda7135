namespace LocalFunctions.DurableTask;

/// <summary>Decides after a failure whether the task is tried again. It runs again on every replay.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
