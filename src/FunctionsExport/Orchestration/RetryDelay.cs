namespace FunctionsExport.Orchestration;

/// <summary>How long to wait before a step is tried again.</summary>
public static class RetryDelay
{
    /// <summary>The wait before the first repeat.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    /// <summary>No wait is longer, unless the provider asks for a longer one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The wait after a failed attempt: doubling, and never less than the provider asks for.</summary>
    /// <param name="attempt">How many attempts have failed, from 1.</param>
    /// <param name="retryAfter">What the provider asks for; at most an hour of it is heeded.</param>
    public static TimeSpan After(int attempt, TimeSpan? retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var doubled = First * Math.Pow(2, Math.Min(attempt - 1, 10));
        var wait = doubled < Longest ? doubled : Longest;
        var asked = Asked(retryAfter);
        return wait > asked ? wait : asked;
    }

    /// <summary>
    /// When a step is tried again that has to be done by a deadline. Where the wait would go past it, it is half of the time that is
    /// left: the deadline is used, whatever waits came before.
    /// </summary>
    /// <param name="attempt">How many attempts have failed, from 1.</param>
    /// <param name="retryAfter">What the provider asks for; at most an hour of it is heeded.</param>
    /// <returns>Null when the deadline leaves no further try.</returns>
    public static DateTimeOffset? NextTry(int attempt, TimeSpan? retryAfter, DateTimeOffset now, DateTimeOffset deadline)
    {
        var wait = After(attempt, retryAfter);
        if (wait < deadline - now)
        {
            return now + wait;
        }

        var half = (deadline - now) / 2;
        return half >= First && half >= Asked(retryAfter) ? now + half : null;
    }

    private static TimeSpan Asked(TimeSpan? retryAfter) =>
        retryAfter is { } asked && asked < PollingDelay.Longest ? asked : retryAfter is null ? TimeSpan.Zero : PollingDelay.Longest;
}
