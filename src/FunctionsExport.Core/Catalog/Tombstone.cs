namespace FunctionsExport.Catalog;

/// <summary>Says that an export is being deleted; it outlasts all else that is deleted, so that any later run can go on.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Phase">How far the deletion has come.</param>
/// <param name="Since">When it was written (UTC).</param>
/// <param name="Refusals">How often Blob Storage has refused to delete one of the blobs.</param>
/// <param name="Refusal">The code of the last refusal, such as <c>BlobImmutableDueToPolicy</c>; null for none.</param>
/// <param name="NotBefore">When the deletion is tried again after a refusal (UTC); null for at once.</param>
public sealed record Tombstone(
    string Id,
    TombstonePhase Phase,
    DateTimeOffset Since,
    int Refusals = 0,
    string? Refusal = null,
    DateTimeOffset? NotBefore = null);
