namespace FunctionsExport.Retention;

/// <summary>How long a source's exports are kept. An export is kept while one of the two rules keeps it.</summary>
/// <param name="KeepLast">
/// So many of the newest succeeded exports are kept, and as many records of the newest others; null for no such rule.
/// </param>
/// <param name="KeepFor">Exports that ended less than this ago are kept; null for no such rule.</param>
/// <param name="KeepProven">So many of the newest proven exports are kept whatever the rules say, 1 at least.</param>
public sealed record RetentionPolicy(int? KeepLast, TimeSpan? KeepFor, int KeepProven = RetentionPolicy.MinKeepProven)
{
    /// <summary>The least and the greatest number of last exports to keep.</summary>
    public const int MinKeepLast = 1, MaxKeepLast = 100_000;

    /// <summary>The least and the greatest minimum of proven exports.</summary>
    public const int MinKeepProven = 1, MaxKeepProven = 100_000;

    /// <summary>The shortest time to keep exports for.</summary>
    public static readonly TimeSpan MinKeepFor = TimeSpan.FromHours(1);

    /// <summary>The longest time to keep exports for.</summary>
    public static readonly TimeSpan MaxKeepFor = TimeSpan.FromDays(36_500);
}
