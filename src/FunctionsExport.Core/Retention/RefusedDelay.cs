namespace FunctionsExport.Retention;

/// <summary>How long a deletion that Blob Storage has refused is left alone.</summary>
public static class RefusedDelay
{
    private static readonly TimeSpan First = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>An hour after the first refusal, twice as long after each further one, a week at most.</summary>
    /// <param name="refusals">How often it was refused, from 1.</param>
    public static TimeSpan After(int refusals) =>
        refusals >= 9 ? Longest : TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Max(refusals - 1, 0), Longest.Ticks));
}
