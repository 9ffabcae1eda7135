namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>How long to wait for a reset of the export status to show: about six seconds in all.</summary>
internal static class ResetWait
{
    /// <summary>How often the status is read at most.</summary>
    public const int Attempts = 8;

    /// <summary>The wait after the given attempt, the first being 1: 100 ms, doubled, at most 2 s.</summary>
    public static TimeSpan After(int attempt) => TimeSpan.FromMilliseconds(Math.Min(100 << (attempt - 1), 2000));
}
