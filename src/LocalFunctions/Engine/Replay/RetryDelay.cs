using LocalFunctions.DurableTask;

namespace LocalFunctions.Engine.Replay;

/// <summary>The waits of a retry policy.</summary>
internal static class RetryDelay
{
    /// <summary>The wait after a failed attempt.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="attempt">The number of the attempt that failed, from 1.</param>
    public static TimeSpan After(RetryPolicy policy, int attempt)
    {
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }

    /// <summary>Whether the policy's timeout is over; it is looked at after a failure and before the wait.</summary>
    public static bool IsOver(RetryPolicy policy, TimeSpan sinceFirstAttempt)
        => policy.RetryTimeout != Timeout.InfiniteTimeSpan && sinceFirstAttempt >= policy.RetryTimeout;
}
