using Azure;

namespace FunctionsExport.Catalog;

/// <summary>A blob in the folder of an export.</summary>
/// <param name="Name">Its name in the container.</param>
/// <param name="Size">Its size in bytes; 0 when nothing is committed, and it has staged blocks only.</param>
/// <param name="WrittenBy">The id of the export that says, in the blob's metadata, to have written it; null for none.</param>
/// <param name="ChangedAt">When it was last changed (UTC); null when that is not told.</param>
/// <param name="Version">Its ETag; null when that is not told.</param>
public sealed record FolderBlob(string Name, long Size, string? WrittenBy, DateTimeOffset? ChangedAt, ETag? Version);
