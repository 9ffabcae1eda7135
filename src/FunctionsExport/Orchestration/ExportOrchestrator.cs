namespace FunctionsExport.Orchestration;

/// <summary>The orchestration of one export; its instance id is the export's id.</summary>
public static class ExportOrchestrator
{
    /// <summary>Runs the export described by its input, an <see cref="ExportRequest"/>.</summary>
    [Function(nameof(ExportOrchestrator))]
    public static Task<ExportOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        new ExportRun(context, context.GetInput<ExportRequest>()!).RunAsync();
}
