using FunctionsExport.Catalog;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Diagnostics;

/// <summary>Tells the log how exports have ended. The alerts of infra/alerts read these messages: a change here is one there.</summary>
internal static partial class EndLog
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

    [LoggerMessage(1, LogLevel.Information, "Export {Id} of {Source} succeeded: {Files} files, {Bytes} bytes")]
    private static partial void LogSucceeded(ILogger logger, string id, string source, int files, long bytes);

    [LoggerMessage(2, LogLevel.Error, "Export {Id} of {Source} failed: {Code}")]
    private static partial void LogFailed(ILogger logger, string id, string source, string code);

    [LoggerMessage(3, LogLevel.Information, "Export {Id} of {Source} ended {State}")]
    private static partial void LogEnded(ILogger logger, string id, string source, ExportState state);
}
