using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>How the watch over a provider's export ended: by its success (no fault) or otherwise.</summary>
/// <param name="Fault">Why it did not succeed.</param>
public sealed record MonitorResult(ExportFault? Fault);
