using FunctionsExport.Rdb;

namespace FunctionsExport.Catalog;

/// <summary>What is known of a file after it was brought to Blob Storage, or verified where it lies.</summary>
/// <param name="Blob">The blob's name in the container; null when the file was verified where it lies.</param>
/// <param name="Size">Its size in bytes, the source's too.</param>
/// <param name="Sha256">
/// The SHA-256 of its bytes, lower-case hexadecimal; null when another process had begun the copy: none has seen all bytes.
/// </param>
/// <param name="Crc64">The CRC-64 (Jones) of its bytes, 16 lower-case hexadecimal digits.</param>
/// <param name="Proof">What was proven of the RDB inside.</param>
/// <param name="Checks">The checks that were made and held, out of <see cref="FileChecks"/>.</param>
/// <param name="Rdb">What the RDB inside says of itself; null when another process had begun the copy, and in records of older versions.</param>
public sealed record FetchedFile(
    string? Blob, long Size, string? Sha256, string Crc64, Proof Proof, IReadOnlyList<string> Checks, RdbFacts? Rdb = null);
