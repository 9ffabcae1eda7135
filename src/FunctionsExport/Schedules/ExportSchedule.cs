using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Diagnostics;
using FunctionsExport.Starting;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Schedules;

/// <summary>Starts, each minute, the scheduled exports that are due, and says once when a source has none that succeeded.</summary>
public sealed partial class ExportSchedule(
    ExportSettings settings,
    ExportStorage storage,
    ExportStarter starter,
    ScheduleRecords records,
    Manifests manifests,
    TimeProvider time,
    ILogger<ExportSchedule> logger)
{
    /// <summary>
    /// One tick. The source and the due instant name the export, so that a tick that comes late, twice or on two instances starts it
    /// once; of several that were missed the latest makes up for all.
    /// </summary>
    [Function(nameof(ExportSchedule))]
    public async Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        foreach (var source in settings.Sources.Values)
        {
            try
            {
                await TickAsync(client, source, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One source's trouble must not keep the others from their exports; the next tick tries again.
                LogFailed(logger, source.Name, e.GetType().Name, settings.Scrubber.Scrub(e.Message));
            }
        }
    }

    private async Task TickAsync(DurableTaskClient client, ExportSource source, CancellationToken cancellationToken)
    {
        if (source.Schedule is not { } schedule)
        {
            return;
        }

        var now = time.GetUtcNow();
        var found = await records.FindAsync(source.Name, cancellationToken);
        var before = ScheduleRecord.For(schedule, found?.Record, now);
        var (after, begins) = (before, false);
        if (before.DueNow(schedule, now) is { } due)
        {
            // Started before it is recorded: a tick that is lost between the two finds it started.
            await starter.StartDueAsync(client, source, due, cancellationToken);
            after = after with { LastDue = due };
        }

        if (before.ToJudge(schedule, source.OverdueTolerance, now) is { } judged)
        {
            var lastSuccess = await manifests.FindLatestAsync(source.Name, ExportState.Succeeded, cancellationToken);
            after = after with { Judged = judged, Overdue = lastSuccess is null || lastSuccess.RequestedAt < judged };
            // A success that no schedule has asked for ends a lapse too, and what comes after it is another one.
            begins = after.Overdue && (!before.Overdue || lastSuccess?.RequestedAt >= before.Judged);
        }

        if ((found is null || after != found.Value.Record)
            && await records.TryWriteAsync(source.Name, after, found?.Version, cancellationToken)
            && begins)
        {
            AlertLog.Overdue(logger, LogLevel.Error, source.Name, after.Judged!.Value, source.OverdueTolerance);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The schedule of {Source} could not be looked after, {Type}: {Message}")]
    private static partial void LogFailed(ILogger logger, string source, string type, string? message);
}
