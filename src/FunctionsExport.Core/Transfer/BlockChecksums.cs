using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Azure;
using Azure.Storage;
using FunctionsExport.Checksums;

namespace FunctionsExport.Transfer;

/// <summary>Which checksum suits a service, and what the client is told of it.</summary>
internal static class BlockChecksums
{
    private const string Azurite = "Azurite-";

    /// <summary>
    /// The checksum that the service checks soonest. Azurite computes a CRC-64 in JavaScript, 13 s a GiB, of every block that comes
    /// without an MD5, and names itself in <c>Server</c>.
    /// </summary>
    /// <param name="answer">An answer of the service.</param>
    public static BlockChecksum SuitedTo(Response answer) =>
        answer.Headers.TryGetValue("Server", out var server) && server.StartsWith(Azurite, StringComparison.OrdinalIgnoreCase)
            ? BlockChecksum.Md5
            : BlockChecksum.Crc64;

    /// <summary>The checksum of a block's bytes, for the client to send.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "Content-MD5 finds what was damaged on its way; SHA-256 proves the file.")]
    public static UploadTransferValidationOptions Of(ReadOnlySpan<byte> bytes, BlockChecksum checksum) => checksum switch
    {
        BlockChecksum.Md5 => new()
        {
            ChecksumAlgorithm = StorageChecksumAlgorithm.MD5,
            PrecalculatedChecksum = MD5.HashData(bytes),
        },
        _ => new()
        {
            ChecksumAlgorithm = StorageChecksumAlgorithm.StorageCrc64,
            PrecalculatedChecksum = StorageCrc64.Of(bytes),
        },
    };
}
