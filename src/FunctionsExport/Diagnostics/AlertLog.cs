using FunctionsExport.Catalog;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Diagnostics;

/// <summary>The messages that the alerts of infra/alerts read: a change of words here is one there.</summary>
internal static partial class AlertLog
{
    /// <summary>An export has ended, and its manifest was written now.</summary>
    public static void Ended(ILogger logger, Manifest manifest)
    {
        switch (manifest.State)
        {
            case ExportState.Succeeded:
                LogSucceeded(logger, manifest.Id, manifest.Source, manifest.Files.Count, manifest.Files.Sum(f => f.Size ?? 0));
                break;
            case ExportState.Failed:
                LogFailed(logger, manifest.Id, manifest.Source, manifest.Failure?.Code ?? "unknown");
                break;
            default:
                LogEnded(logger, manifest.Id, manifest.Source, manifest.State);
                break;
        }
    }

    /// <summary>How a source stands: an alert on it lasts for as long as this is said at every look.</summary>
    public static void Stands(ILogger logger, string source, SourceState state, TimeSpan tolerance)
    {
        if (state is { Overdue: true, DueSince: { } due })
        {
            Overdue(logger, LogLevel.Warning, source, due, tolerance);
        }
    }

    /// <summary>A source is overdue.</summary>
    [LoggerMessage(
        EventId = 4, Message = "{Source} is overdue: no export has succeeded since the one due at {Due:O}, within {Tolerance}")]
    public static partial void Overdue(ILogger logger, LogLevel level, string source, DateTimeOffset due, TimeSpan tolerance);

    [LoggerMessage(1, LogLevel.Information, "Export {Id} of {Source} succeeded: {Files} files, {Bytes} bytes")]
    private static partial void LogSucceeded(ILogger logger, string id, string source, int files, long bytes);

    [LoggerMessage(2, LogLevel.Error, "Export {Id} of {Source} failed: {Code}")]
    private static partial void LogFailed(ILogger logger, string id, string source, string code);

    [LoggerMessage(3, LogLevel.Information, "Export {Id} of {Source} ended {State}")]
    private static partial void LogEnded(ILogger logger, string id, string source, ExportState state);
}
