using FunctionsExport.Configuration;

namespace FunctionsExport.Retention;

/// <summary>Reads how long the histories of ended orchestrations are kept.</summary>
internal static class HistoryRetentionParser
{
    private const string Key = "HistoryRetention";
    private const string Never = "never";

    // Above the longest deadline: an export that has just ended can be asked for in any case.
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>The time; <see cref="Timeout.InfiniteTimeSpan"/> for <c>never</c>; null when it is not set.</summary>
    public static TimeSpan? Read(SettingsReader settings) => settings.Text(Key) switch
    {
        null => null,
        Never => Timeout.InfiniteTimeSpan,
        _ => settings.Duration(Key, Shortest, Shortest, Longest),
    };
}
