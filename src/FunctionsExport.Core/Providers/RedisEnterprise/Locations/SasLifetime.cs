namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>How long a shared access signature is valid that is made for one export.</summary>
internal static class SasLifetime
{
    // The account's clock may be behind ours.
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(15);

    // The cluster may still write when the export was given up.
    private static readonly TimeSpan After = TimeSpan.FromHours(1);

    // The longest life of a user delegation key (Azure Blob Storage, Get User Delegation Key).
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>From when to when: until an hour after the deadline, for seven days at most and an hour at least.</summary>
    public static (DateTimeOffset Start, DateTimeOffset End) Of(DateTimeOffset now, DateTimeOffset deadline)
    {
        var start = now - Before;
        var wanted = (deadline > now ? deadline : now) + After;
        return (start, wanted - start <= Longest ? wanted : start + Longest);
    }
}
