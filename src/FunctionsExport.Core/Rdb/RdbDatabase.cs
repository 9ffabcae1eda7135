namespace FunctionsExport.Rdb;

/// <summary>What the walk counted in one logical database.</summary>
/// <param name="Number">The database's number, as SELECT takes it.</param>
/// <param name="Keys">All its keys.</param>
/// <param name="KeysWithExpiry">Those that have a time to live.</param>
/// <param name="KeysPerKind">Keys by what they hold; only kinds that occur.</param>
internal sealed record RdbDatabase(
    long Number, long Keys, long KeysWithExpiry, IReadOnlyDictionary<RdbKind, long> KeysPerKind);
