namespace FunctionsExport.Providers;

/// <summary>What a provider says of a database before its export.</summary>
/// <param name="Id">The provider's own id.</param>
/// <param name="Name">The database's name.</param>
/// <param name="Version">The Redis version, as the provider writes it, when known.</param>
/// <param name="MemoryBytes">The memory limit in bytes; null when the provider has none or does not say.</param>
/// <param name="Shards">The number of primary shards, hence of files to expect; at least 1.</param>
/// <param name="UsedMemoryBytes">The memory in use in bytes, not negative; null when the provider does not say.</param>
/// <param name="Keys">The number of keys, not negative; null when the provider does not say.</param>
public sealed record DatabaseSummary(
    string Id,
    string Name,
    string? Version,
    long? MemoryBytes,
    int Shards,
    long? UsedMemoryBytes = null,
    long? Keys = null);
