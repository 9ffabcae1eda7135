namespace FunctionsExport.Orchestration;

/// <summary>The custom status of <see cref="ExportMonitor"/>.</summary>
/// <param name="Percent">The provider's progress, 0 to 100; null when it does not say.</param>
/// <param name="NextCheckAt">When the provider is asked again (UTC).</param>
/// <param name="FailedChecks">How many of the last checks went without an answer.</param>
/// <param name="Reason">Why there was no answer; null when there was.</param>
public sealed record MonitorStatus(double? Percent, DateTimeOffset NextCheckAt, int FailedChecks, string? Reason);
