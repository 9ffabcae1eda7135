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
        var asked = retryAfter is { } r && r < PollingDelay.Longest ? r : retryAfter is null ? TimeSpan.Zero : PollingDelay.Longest;
        return wait > asked ? wait : asked;
    }
}
