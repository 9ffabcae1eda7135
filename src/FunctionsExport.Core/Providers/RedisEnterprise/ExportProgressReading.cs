using System.Globalization;
using FunctionsExport.Providers.RedisEnterprise.Api;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>
/// Tells a new outcome from an old one. A database has one status, which stays until the next export or a reset, and one time of
/// its last success; the cluster's clock is never compared with ours.
/// </summary>
internal static class ExportProgressReading
{
    /// <summary>Where the export stands; null when the status is not known.</summary>
    /// <param name="status">What the cluster says now.</param>
    /// <param name="lastExportTime"><c>last_export_time</c> from before the start.</param>
    public static ProviderState? StateOf(ExportStatus status, string? lastExportTime) => status.Status switch
    {
        ExportStatus.Exporting => ProviderState.Exporting,
        ExportStatus.Failed => ProviderState.Failed,

        // Still the old success: the new export's has another time.
        ExportStatus.Succeeded when lastExportTime is not null && SameTime(status.LastExportTime, lastExportTime) =>
            ProviderState.Idle,
        ExportStatus.Succeeded => ProviderState.Succeeded,

        // The status was reset by someone after the export had succeeded.
        null when status.LastExportTime is not null && !SameTime(status.LastExportTime, lastExportTime) =>
            ProviderState.Succeeded,
        null => ProviderState.Idle,
        _ => null,
    };

    /// <summary>Whether the cluster's list of actions can tell more than the database.</summary>
    public static bool NeedsAction(ProviderState state, ExportStatus status) => state switch
    {
        ProviderState.Idle => true,
        ProviderState.Exporting => status.Percent is null,
        ProviderState.Failed => FailureReasons.IsUnspecific(status.FailureReason),

        // A success that has no time could be an old one.
        ProviderState.Succeeded => status.LastExportTime is null,
        _ => false,
    };

    /// <summary>
    /// Where the export stands and its percent. The database has the word; while it knows of no export, because the export waits for
    /// its turn or the status was lost in a fail-over, its action has.
    /// </summary>
    /// <param name="state">By the database.</param>
    /// <param name="status">What the database says.</param>
    /// <param name="action">The newest export among the cluster's actions that came after the start; null when there is none.</param>
    public static (ProviderState State, double? Percent) Of(ProviderState state, ExportStatus status, ExportAction? action)
    {
        if (state == ProviderState.Idle && action?.State is { } told)
        {
            return (told, told == ProviderState.Succeeded ? 100 : action.Percent);
        }

        if (state == ProviderState.Succeeded && status.LastExportTime is null && action?.State == ProviderState.Exporting)
        {
            return (ProviderState.Exporting, action.Percent);
        }

        return state switch
        {
            ProviderState.Idle => (state, null),
            ProviderState.Exporting => (state, status.Percent ?? action?.Percent),
            ProviderState.Succeeded => (state, 100),
            _ => (state, status.Percent),
        };
    }

    /// <summary>Whether two times are the same, however they are written.</summary>
    public static bool SameTime(string? a, string? b) =>
        a == b || (TryParse(a, out var first) && TryParse(b, out var second) && first == second);

    private static bool TryParse(string? text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
