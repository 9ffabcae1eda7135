using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Retention;

/// <summary>Each hour, deletes the exports that no policy keeps, and the old histories of orchestrations.</summary>
public sealed partial class RetentionTimer(
    ExportSettings settings,
    ExportStorage storage,
    RetentionApplier applier,
    HistoryPurge histories,
    ILogger<RetentionTimer> logger)
{
    /// <summary>One run. A run that comes late or is cut short does no harm: the next one goes on.</summary>
    [Function(nameof(RetentionTimer))]
    public async Task RunAsync(
        [TimerTrigger("0 17 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        foreach (var source in settings.Sources.Values)
        {
            await TryAsync($"The retention of {source.Name}", () => applier.ApplyAsync(client, source, cancellationToken));
        }

        await TryAsync("The purge of old histories", () => histories.RunAsync(client, cancellationToken));
    }

    /// <summary>One part's trouble must not keep the others from their turn; the next run tries again.</summary>
    private async Task TryAsync(string what, Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, what, e.GetType().Name, settings.Scrubber.Scrub(e.Message));
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{What} failed with {Type}: {Message}")]
    private static partial void LogFailed(ILogger logger, string what, string type, string? message);
}
