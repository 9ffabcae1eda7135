using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Diagnostics;

/// <summary>Looks, every five minutes, how the sources stand, for the gauges and the alert on overdue sources.</summary>
public sealed partial class SourceWatch(
    ExportSettings settings, ExportStorage storage, SourceStates states, ILogger<SourceWatch> logger)
{
    /// <summary>One look; it changes nothing.</summary>
    [Function(nameof(SourceWatch))]
    public async Task RunAsync([TimerTrigger("45 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        foreach (var source in settings.Sources.Values)
        {
            try
            {
                var state = await states.LookAsync(source, cancellationToken);
                AlertLog.Stands(logger, source.Name, state, source.OverdueTolerance);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(logger, source.Name, e.GetType().Name, settings.Scrubber.Scrub(e.Message));
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "How {Source} stands could not be told, {Type}: {Message}")]
    private static partial void LogFailed(ILogger logger, string source, string type, string? message);
}
