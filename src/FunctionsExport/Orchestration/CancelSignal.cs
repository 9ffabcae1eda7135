using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>
/// The one waiter for an orchestration's cancel event. There must be only one: a waiter that is given up stays registered and
/// swallows the next event.
/// </summary>
internal sealed class CancelSignal(TaskOrchestrationContext context)
{
    private readonly Task<string?> _received = context.WaitForExternalEvent<string?>(OrchestrationNames.CancelEvent);

    public bool IsReceived => _received.IsCompleted;

    /// <summary>Completes when the export is to stop.</summary>
    public Task Received => _received;

    /// <summary>Why the export is to stop; once <see cref="IsReceived"/>.</summary>
    public string Reason => _received.Result ?? "cancelled";

    public ExportFault Fault => new(FaultCodes.Cancelled, Reason);

    /// <exception cref="ExportFaultException"><see cref="FaultCodes.Cancelled"/> when the export is to stop.</exception>
    public void ThrowIfReceived()
    {
        if (IsReceived)
        {
            throw new ExportFaultException(Fault);
        }
    }

    /// <summary>Waits until a time, or until the export is to stop.</summary>
    public async Task SleepUntilAsync(DateTimeOffset wakeAt)
    {
        if (IsReceived)
        {
            return;
        }

        using var stop = new CancellationTokenSource();
        var timer = context.CreateTimer(wakeAt.UtcDateTime, stop.Token);
        if (await Task.WhenAny(timer, _received) != timer)
        {
            // A timer that is left behind would keep the instance running until it fires. Not CancelAsync: it goes through the
            // thread pool, and an orchestrator that waits for that never goes on.
            stop.Cancel();
        }
    }
}
