using FunctionsExport.Configuration;
using FunctionsExport.Starting;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Schedules;

/// <summary>Starts, each minute, the scheduled exports that are due.</summary>
public sealed partial class ExportSchedule(
    ExportSettings settings, ExportStarter starter, TimeProvider time, ILogger<ExportSchedule> logger)
{
    /// <summary>
    /// One tick. Each source's latest due instant of the last minutes names its export, so that a tick that comes late, twice or on
    /// two instances starts it once.
    /// </summary>
    [Function(nameof(ExportSchedule))]
    public async Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        foreach (var source in settings.Sources.Values)
        {
            if (DueInstant.Latest(source.Schedule, time.GetUtcNow()) is not { } due)
            {
                continue;
            }

            try
            {
                if (await starter.StartDueAsync(client, source, due, cancellationToken) is { Granted: false } busy)
                {
                    LogBusy(logger, source.Name, due, busy.Owner);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One source's trouble must not keep the others from their exports; the next tick tries again.
                LogFailed(logger, source.Name, due, e.GetType().Name, settings.Scrubber.Scrub(e.Message));
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The export of {Source} due at {Due:O} waits: {Owner} has its database")]
    private static partial void LogBusy(ILogger logger, string source, DateTimeOffset due, string owner);

    [LoggerMessage(2, LogLevel.Error, "The export of {Source} due at {Due:O} could not be started, {Type}: {Message}")]
    private static partial void LogFailed(ILogger logger, string source, DateTimeOffset due, string type, string? message);
}
