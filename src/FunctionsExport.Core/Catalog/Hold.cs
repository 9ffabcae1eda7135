namespace FunctionsExport.Catalog;

/// <summary>A hold on an export: while it is there the export is not deleted.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Since">When it was put on first (UTC).</param>
/// <param name="Version">Differs with each write, so that whoever takes back an own write takes back nobody else's.</param>
public sealed record Hold(string Id, string Reason, DateTimeOffset Since, string Version);
