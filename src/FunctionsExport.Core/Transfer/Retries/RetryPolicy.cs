namespace FunctionsExport.Transfer.Retries;

/// <summary>How often, and after what waits, something that has failed is tried again.</summary>
/// <param name="Attempts">How many attempts in a row may fail; at least 1.</param>
/// <param name="First">The wait after the first failure.</param>
/// <param name="Longest">No wait is longer.</param>
internal sealed record RetryPolicy(int Attempts, TimeSpan First, TimeSpan Longest)
{
    /// <summary>For reading: a source that has moved on starts to count again, so a long file may see many failures.</summary>
    public static RetryPolicy Source { get; } = new(6, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));

    /// <summary>For writing. The client of Blob Storage has tried a few times itself, within seconds.</summary>
    public static RetryPolicy Sink { get; } = new(4, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60));

    /// <summary>Nothing is tried again.</summary>
    public static RetryPolicy None { get; } = new(1, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>
    /// The wait after a failed attempt: doubling, of which the upper half is left to chance so that many who failed together do not
    /// come back together, and never less than the other side asks for.
    /// </summary>
    /// <param name="attempt">How many attempts have failed in a row, from 1.</param>
    /// <param name="retryAfter">What the other side asks for.</param>
    /// <param name="chance">From 0 up to 1.</param>
    /// <returns>Null when no further attempt is due, or only after longer than <see cref="Longest"/>.</returns>
    public TimeSpan? DelayAfter(int attempt, TimeSpan? retryAfter, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        if (attempt >= Attempts || retryAfter > Longest)
        {
            return null;
        }

        var doubled = First * Math.Pow(2, Math.Min(attempt - 1, 20));
        var most = doubled < Longest ? doubled : Longest;
        var wait = most * (0.5 + (chance / 2));
        return retryAfter > wait ? retryAfter : wait;
    }
}
