using System.Globalization;

namespace LocalFunctions.Hosting.Configuration;

/// <summary>Reads how long ended orchestrations stay.</summary>
internal static class HistoryRetention
{
    /// <summary>Reads <c>never</c> or a time span; adds a sentence for a fault.</summary>
    /// <param name="text">The setting's value, if there is one.</param>
    /// <param name="key">The setting's name.</param>
    /// <param name="faults">Receives the fault.</param>
    public static TimeSpan Parse(string? text, string key, List<string> faults)
    {
        if (text is null)
        {
            return DurableEngineOptions.DefaultHistoryRetention;
        }

        if (text.Trim().Equals("never", StringComparison.OrdinalIgnoreCase))
        {
            return Timeout.InfiniteTimeSpan;
        }

        // Not the free form, which takes 48:00:00 for 48 days.
        if (TimeSpan.TryParseExact(text.Trim(), "c", CultureInfo.InvariantCulture, out var age)
            && age > TimeSpan.Zero
            && age <= DurableEngineOptions.LongestHistoryRetention)
        {
            return age;
        }

        faults.Add(
            $"{key}: \"{text}\" is not an age. Write days and hours:minutes:seconds, such as 30.00:00:00, more than nothing and "
            + "at most 36500 days; or never, to keep ended orchestrations for ever.");
        return DurableEngineOptions.DefaultHistoryRetention;
    }
}
