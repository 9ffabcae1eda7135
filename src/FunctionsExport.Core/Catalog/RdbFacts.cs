namespace FunctionsExport.Catalog;

/// <summary>What is recorded of the RDB in a file; never a key's name.</summary>
/// <param name="Version">The version of the RDB's format; null when it could not be told.</param>
/// <param name="ServerVersion">The version of the server that wrote it; null when it does not say.</param>
/// <param name="Size">The RDB's size in bytes, inflated.</param>
/// <param name="Keys">Its keys, as far as its structure was walked.</param>
/// <param name="KeysWithExpiry">Those of them that have a time to live.</param>
public sealed record RdbFacts(int? Version, string? ServerVersion, long Size, long Keys, long KeysWithExpiry);
