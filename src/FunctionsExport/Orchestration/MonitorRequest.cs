namespace FunctionsExport.Orchestration;

/// <summary>The input of <see cref="ExportMonitor"/>; each generation hands the next one its own.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Deadline">When to stop (UTC).</param>
/// <param name="StartGrace">How long the provider may be idle before the export counts as not started.</param>
/// <param name="Drain">True to wait only until no export runs, whatever its outcome.</param>
/// <param name="Polling">What the checks so far have seen.</param>
public sealed record MonitorRequest(
    string Id, string Source, DateTimeOffset Deadline, TimeSpan StartGrace, bool Drain, PollingState Polling);
