namespace FunctionsExport.Providers;

/// <summary>An export that is about to be prepared.</summary>
/// <param name="Id">The export's id: letters, digits and hyphens.</param>
/// <param name="Deadline">When it has to be done (UTC).</param>
public sealed record PlannedExport(string Id, DateTimeOffset Deadline);
