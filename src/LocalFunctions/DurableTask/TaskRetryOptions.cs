namespace LocalFunctions.DurableTask;

/// <summary>How a failed task is retried: by a policy or by a handler.</summary>
public sealed class TaskRetryOptions
{
    /// <summary>Retries by a policy.</summary>
    public TaskRetryOptions(RetryPolicy policy) => Policy = Check.NotNull(policy);

    /// <summary>Asks a handler after each failure.</summary>
    public TaskRetryOptions(AsyncRetryHandler handler) => Handler = Check.NotNull(handler);

    /// <summary>The policy, if that is the way.</summary>
    public RetryPolicy? Policy { get; }

    /// <summary>The handler, if that is the way.</summary>
    public AsyncRetryHandler? Handler { get; }

    public static implicit operator TaskRetryOptions(RetryPolicy policy) => FromRetryPolicy(policy);

    public static implicit operator TaskRetryOptions(AsyncRetryHandler handler) => FromRetryHandler(handler);

    public static implicit operator TaskRetryOptions(RetryHandler handler) => FromRetryHandler(handler);

    /// <summary>Retries by a policy.</summary>
    public static TaskRetryOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>Asks a handler after each failure.</summary>
    public static TaskRetryOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>Asks a handler after each failure.</summary>
    public static TaskRetryOptions FromRetryHandler(RetryHandler handler)
    {
        Check.NotNull(handler);
        return new TaskRetryOptions(context => Task.FromResult(handler(context)));
    }
}
