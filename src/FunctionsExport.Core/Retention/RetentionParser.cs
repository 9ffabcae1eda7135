using FunctionsExport.Configuration;

namespace FunctionsExport.Retention;

/// <summary>Reads how long a source's exports are kept.</summary>
internal static class RetentionParser
{
    private const string KeepLastKey = "KeepLast";
    private const string KeepForKey = "KeepFor";
    private const string KeepProvenKey = "KeepProven";

    /// <summary>The policy; null when the section is empty, which means that nothing is ever deleted, or when it has faults.</summary>
    public static RetentionPolicy? Read(SettingsReader settings)
    {
        int? keepLast = settings.Text(KeepLastKey) is null
            ? null
            : settings.WholeNumber(
                KeepLastKey, RetentionPolicy.MinKeepLast, RetentionPolicy.MinKeepLast, RetentionPolicy.MaxKeepLast);
        TimeSpan? keepFor = settings.Text(KeepForKey) is null
            ? null
            : settings.Duration(KeepForKey, RetentionPolicy.MinKeepFor, RetentionPolicy.MinKeepFor, RetentionPolicy.MaxKeepFor);
        var keepProven = settings.WholeNumber(
            KeepProvenKey, RetentionPolicy.MinKeepProven, RetentionPolicy.MinKeepProven, RetentionPolicy.MaxKeepProven);

        // A value that is wrong must never turn into a policy: what it would delete does not come back.
        if (settings.HasFaults)
        {
            return null;
        }

        if (keepLast is null && keepFor is null)
        {
            if (settings.Text(KeepProvenKey) is not null)
            {
                settings.Fault(
                    KeepProvenKey,
                    $"has no effect by itself; set {KeepLastKey} or {KeepForKey} beside it, or remove it to keep every export.");
            }

            return null;
        }

        return new RetentionPolicy(keepLast, keepFor, keepProven);
    }
}
