using FunctionsExport.Verification;

namespace FunctionsExport.Transfer;

/// <summary>What a way through a file has found, and staged.</summary>
/// <param name="Names">The names of all its blocks, in order.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Crc64">The CRC-64 of its bytes.</param>
/// <param name="Sha256">The SHA-256 of its bytes; null when not all of them were read.</param>
/// <param name="Report">What the verification found; null when not all bytes were read.</param>
internal sealed record CopyResult(
    IReadOnlyList<string> Names, long Size, ulong Crc64, string? Sha256, FileReport? Report);
