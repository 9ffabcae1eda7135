using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>What is said of an export whose orchestration has ended without a word of its own.</summary>
internal static class LostExport
{
    /// <summary>Why it ended, by what the runtime says.</summary>
    /// <param name="status">The orchestration's status; null when the runtime does not know it any more.</param>
    public static ExportFault FaultOf(OrchestrationRuntimeStatus? status) => status switch
    {
        null => new ExportFault(
            FaultCodes.Terminated,
            "The export's orchestration was purged while it ran. What it had fetched is not complete; start a new export."),
        OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Completed => new ExportFault(
            FaultCodes.Internal,
            "The export's orchestration has failed. The app's log of this time, with the export's id, has the cause."),
        _ => new ExportFault(
            FaultCodes.Terminated,
            "The export's orchestration was terminated from outside. What it had fetched is not complete; start a new export."),
    };
}
