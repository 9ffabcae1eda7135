namespace FunctionsExport.Orchestration;

/// <summary>The orchestration of one export; its instance id is the export's id.</summary>
public static class ExportOrchestrator
{
    /// <summary>Runs an export.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="request">Its input: the export.</param>
    [Function(nameof(ExportOrchestrator))]
    public static Task<ExportOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ExportRequest request) =>
        new ExportRun(context, request).RunAsync();
}
