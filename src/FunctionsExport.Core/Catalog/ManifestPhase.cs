namespace FunctionsExport.Catalog;

/// <summary>A state that an export was in; it lasted until the next one began, or until the export ended.</summary>
/// <param name="State">The state.</param>
/// <param name="StartedAt">When it began (UTC).</param>
public sealed record ManifestPhase(ExportState State, DateTimeOffset StartedAt);
