namespace FunctionsExport.Providers.TencentRedis.Backups;

/// <summary>Cuts a time into pieces that the list of backups takes, the latest first.</summary>
internal static class BackupWindows
{
    /// <summary>The longest time that one question may span.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    // Both ends belong to a piece, and times are whole seconds.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The pieces between two times.</summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Between(DateTimeOffset from, DateTimeOffset to)
    {
        while (to >= from)
        {
            var begin = to - Longest > from ? to - Longest : from;
            yield return (begin, to);
            to = begin - Second;
        }
    }
}
