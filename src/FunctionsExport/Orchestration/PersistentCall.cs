using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>Calls activities until they succeed, fail for good, or the deadline leaves no time for another try.</summary>
/// <param name="context">The orchestration.</param>
/// <param name="cancel">Ends the waits between tries.</param>
/// <param name="deadline">When no further try is made (UTC).</param>
/// <param name="reportRetry">Told of each wait: the fault's code, the tries so far, the time of the next one.</param>
internal sealed class PersistentCall(
    TaskOrchestrationContext context, CancelSignal cancel, DateTimeOffset deadline, Action<string, int, DateTimeOffset> reportRetry)
{
    /// <exception cref="ExportFaultException">The activity's last fault, or that the export is to stop.</exception>
    public async Task<T> ActivityAsync<T>(string activity, object input, int maxAttempts = int.MaxValue)
    {
        var attempts = 0;
        while (true)
        {
            cancel.ThrowIfReceived();
            var result = await Call.ActivityAsync<T>(context, activity, input);
            if (result.Fault is not { } fault)
            {
                return result.Value!;
            }

            // Waiting for a place is no attempt.
            attempts += fault.Code == FaultCodes.FetchQueued ? 0 : 1;
            if (!fault.Retry || attempts >= maxAttempts)
            {
                throw new ExportFaultException(fault);
            }

            var now = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
            if (RetryDelay.NextTry(Math.Max(attempts, 1), fault.RetryAfter, now, deadline) is not { } nextTry)
            {
                throw new ExportFaultException(fault with { Message = fault.Message + " The deadline leaves no further try." });
            }

            reportRetry(fault.Code, attempts, nextTry);
            await cancel.SleepUntilAsync(nextTry);
        }
    }
}
