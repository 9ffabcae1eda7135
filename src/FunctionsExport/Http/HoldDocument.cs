namespace FunctionsExport.Http;

/// <summary>A hold on an export.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Reason">Why the export is to stay.</param>
/// <param name="Since">When the hold was put on (UTC).</param>
public sealed record HoldDocument(string Id, string Reason, DateTimeOffset Since);
