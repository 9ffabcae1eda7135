using System.Buffers.Binary;

namespace FunctionsExport.Checksums;

/// <summary>
/// The CRC-64 that Azure Storage holds a request's content to, as <c>x-ms-content-crc64</c> has it: CRC-64/NVME, initial value and final
/// exclusive-or all ones, least significant byte first. The check value of <c>123456789</c> is 0xAE8B14860A799888.
/// </summary>
internal static class StorageCrc64
{
    /// <summary>The checksum of the content, 8 bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        var checksum = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(checksum, ~Crc64Sum<NvmePolynomial>.Append(ulong.MaxValue, content));
        return checksum;
    }
}
