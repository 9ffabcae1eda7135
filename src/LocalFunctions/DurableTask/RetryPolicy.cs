namespace LocalFunctions.DurableTask;

/// <summary>A declarative way to retry a task.</summary>
public class RetryPolicy
{
    /// <summary>Creates a policy.</summary>
    /// <param name="maxNumberOfAttempts">The most attempts, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">The wait before the second attempt; more than zero.</param>
    /// <param name="backoffCoefficient">By what each further wait grows; at least 1.</param>
    /// <param name="maxRetryInterval">
    /// The longest wait, one hour by default; <see cref="Timeout.InfiniteTimeSpan"/> for no bound.
    /// </param>
    /// <param name="retryTimeout">
    /// After this time since the first attempt no further wait is begun; infinite by default.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        const string NotPositive = "must be greater than zero.";
        string belowFirst = $"must be greater or equal to the value for {nameof(firstRetryInterval)}.";
        Require(maxNumberOfAttempts > 0, maxNumberOfAttempts, nameof(maxNumberOfAttempts), NotPositive);
        Require(firstRetryInterval > TimeSpan.Zero, firstRetryInterval, nameof(firstRetryInterval), NotPositive);
        Require(
            backoffCoefficient >= 1.0, backoffCoefficient, nameof(backoffCoefficient), "must be greater or equal to 1.0.");
        Require(!IsShorter(maxRetryInterval, firstRetryInterval), maxRetryInterval, nameof(maxRetryInterval), belowFirst);
        Require(!IsShorter(retryTimeout, firstRetryInterval), retryTimeout, nameof(retryTimeout), belowFirst);
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>The most attempts, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>By what each further wait grows.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>After this time since the first attempt no further wait is begun.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure is worth another attempt; called again on every replay.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => ShouldRetry = value;
    }

    internal Func<TaskFailureDetails, bool>? ShouldRetry { get; private init; }

    private static bool IsShorter(TimeSpan? value, TimeSpan first) => value < first && value != Timeout.InfiniteTimeSpan;

    private static void Require(bool condition, object? value, string name, string fault)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The value for {name} {fault}");
        }
    }
}
