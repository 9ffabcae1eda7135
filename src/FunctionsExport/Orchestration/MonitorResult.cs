using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>How the watch over a stage of a provider's export ended: by its success (no fault) or otherwise.</summary>
/// <param name="Fault">Why it did not succeed.</param>
/// <param name="NextStage">Whether the export goes on with another stage; false when it is done.</param>
public sealed record MonitorResult(ExportFault? Fault, bool NextStage = false);
