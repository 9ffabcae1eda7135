namespace FunctionsExport.Providers;

/// <summary>A finished file at the provider's export location.</summary>
/// <param name="Name">The file's name, without a path; it becomes the last part of the blob's name.</param>
/// <param name="Size">Its size in bytes, above 0; null when the provider does not say.</param>
/// <param name="Location">Where it lies, for people, without credentials.</param>
/// <param name="Part">Which part of the database it holds, from 1 to <paramref name="Parts"/>.</param>
/// <param name="Parts">How many parts (shards) there are.</param>
/// <param name="Slots">The hash slots it holds, such as <c>0-5460</c>, when known.</param>
/// <param name="Reference">
/// What the provider finds the file again by, opaque to all but the provider; no secret and no signed URL, because it is kept in the
/// orchestration's history. Null when the name is enough.
/// </param>
public sealed record ExportedFile(
    string Name, long? Size, string Location, int Part, int Parts, string? Slots = null, string? Reference = null);
