using FunctionsExport.Activities;
using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>
/// The watch over a stage of a provider's export: a check, a durable timer, and again. It runs as an orchestration of its own and begins anew
/// every few checks, so that its history stays short however long the export takes.
/// </summary>
public static class ExportMonitor
{
    private const int ChecksPerGeneration = 20;

    /// <summary>Watches until the provider's export has ended, the deadline has passed or the export is cancelled.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="request">Its input: what is watched, and what has been seen of it.</param>
    [Function(nameof(ExportMonitor))]
    public static async Task<MonitorResult> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, MonitorRequest request)
    {
        var cancel = new CancelSignal(context);
        var polling = request.Polling;
        for (var check = 0; check < ChecksPerGeneration; check++)
        {
            var answer = await Call.ActivityAsync<ExportProgress>(
                context, nameof(CheckExport), new ExportStep(request.Id, request.Source, request.Deadline));
            var now = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
            if (Conclude(request, polling, answer, now) is { } result)
            {
                return result;
            }

            polling = answer.Value switch
            {
                null => polling.Failed(),
                { State: ProviderState.Exporting } progress => polling.Saw(progress.Percent, now) with { Begun = true },
                _ => polling.Saw(percent: null, now),
            };
            var wait = answer.Fault is null
                ? PollingDelay.Next(polling, now)
                : RetryDelay.After(polling.FailedChecks, answer.Fault.RetryAfter);
            var wakeAt = now + wait < request.Deadline ? now + wait : request.Deadline;
            context.SetCustomStatus(new MonitorStatus(polling.Percent, wakeAt, polling.FailedChecks, answer.Fault?.Code));
            if (request.Drain)
            {
                await context.CreateTimer(wakeAt.UtcDateTime, CancellationToken.None);
                continue;
            }

            await cancel.SleepUntilAsync(wakeAt);
            if (cancel.IsReceived)
            {
                return new MonitorResult(cancel.Fault);
            }
        }

        context.ContinueAsNew(request with { Polling = polling });
        return new MonitorResult(null);
    }

    private static MonitorResult? Conclude(
        MonitorRequest request, PollingState polling, StepResult<ExportProgress> answer, DateTimeOffset now)
    {
        if (answer.Fault is { Retry: false } fault)
        {
            return new MonitorResult(fault);
        }

        return answer.Value?.State switch
        {
            ProviderState.Succeeded => new MonitorResult(null),
            ProviderState.StageDone => new MonitorResult(null, NextStage: true),
            ProviderState.Failed => new MonitorResult(answer.Value!.Fault),
            _ when now >= request.Deadline => new MonitorResult(new ExportFault(
                FaultCodes.DeadlineExceeded,
                "The provider's export was not done by the deadline. Give the source a longer Deadline, or look at the provider "
                    + "why it takes so long.",
                ProviderCode: answer.Fault?.Code)),
            ProviderState.Idle when !polling.Begun && now - polling.StartedAt >= request.StartGrace =>
                new MonitorResult(NotStarted(
                    "The provider accepted the export, or may have, but never began it. It was not asked again, so that no second "
                        + "export runs; start a new one.")),
            ProviderState.Idle when polling.Begun => new MonitorResult(NotStarted(
                "The provider had begun the export and then forgot it: it was restarted, or somebody reset the status. Start a new "
                    + "one.")),
            _ => null,
        };
    }

    private static ExportFault NotStarted(string message) => new(FaultCodes.NotStarted, message);
}
