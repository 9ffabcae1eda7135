using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>Calls activities and sub-orchestrations so that a lost one becomes a fault as well.</summary>
internal static class Call
{
    // For activities that throw: their infrastructure was lost. Faults are results and are not retried here.
    private static readonly RetryPolicy Infrastructure = new(
        maxNumberOfAttempts: 6,
        firstRetryInterval: TimeSpan.FromSeconds(5),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(1));

    public static async Task<StepResult<T>> ActivityAsync<T>(TaskOrchestrationContext context, string activity, object input)
    {
        try
        {
            return await context.CallActivityAsync<StepResult<T>>(
                activity, input, TaskOptions.FromRetryPolicy(Infrastructure));
        }
        catch (TaskFailedException)
        {
            return new StepResult<T>(default, Lost(activity));
        }
    }

    public static async Task<MonitorResult> MonitorAsync(TaskOrchestrationContext context, string id, MonitorRequest request)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<MonitorResult>(
                nameof(ExportMonitor), request, new TaskOptions().WithInstanceId(id));
        }
        catch (TaskFailedException)
        {
            return new MonitorResult(Lost(nameof(ExportMonitor)));
        }
    }

    // The exception's text stays in the log: it may hold what a status must not show.
    private static ExportFault Lost(string name) => new(
        FaultCodes.Internal, $"{name} failed, and so did its repeats. The app's log of this time, with the export's id, has the cause.");
}
