using FunctionsExport.Rdb;

namespace FunctionsExport.Catalog;

/// <summary>A file of an export, as the manifest records it.</summary>
/// <param name="Name">The provider's name of the file.</param>
/// <param name="Size">Its size in bytes; null when the provider does not say and it was not fetched.</param>
/// <param name="Part">Which part of the database it holds, from 1.</param>
/// <param name="Parts">How many parts there are.</param>
/// <param name="Slots">The hash slots in it, when known.</param>
/// <param name="Location">Where the provider has written it, without credentials.</param>
/// <param name="Blob">The blob that holds it; null when it was not fetched, or was verified where it lies: then the checks are set, and it is at
/// <paramref name="Location"/>.</param>
/// <param name="Sha256">The SHA-256 of the file's bytes; null when it was not fetched.</param>
/// <param name="Crc64">The CRC-64 (Jones) of the file's bytes; null when it was not fetched.</param>
/// <param name="Proof">What was proven of the RDB inside.</param>
/// <param name="Checks">The checks that were made on the way and held, out of <see cref="FileChecks"/>.</param>
/// <param name="Rdb">What the RDB inside says of itself; null when it was not fetched, or is encrypted.</param>
/// <param name="Encrypted">Whether the provider has encrypted it: it was brought as it is, and nothing inside it was checked.</param>
public sealed record ManifestFile(
    string Name,
    long? Size,
    int Part,
    int Parts,
    string? Slots,
    string Location,
    string? Blob,
    string? Sha256,
    string? Crc64,
    Proof Proof,
    IReadOnlyList<string> Checks,
    RdbFacts? Rdb = null,
    bool Encrypted = false)
{
    /// <summary>The same file, when what was fetched of it was removed again.</summary>
    public ManifestFile Discarded() => this with { Blob = null, Sha256 = null, Crc64 = null, Proof = Proof.None, Checks = [], Rdb = null };
}
