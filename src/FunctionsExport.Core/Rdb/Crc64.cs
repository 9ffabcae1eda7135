using FunctionsExport.Checksums;

namespace FunctionsExport.Rdb;

/// <summary>
/// The CRC-64 that an RDB file ends in: the Jones polynomial 0xAD93D23594C935A9, reflected, initial value and final exclusive-or
/// 0. The check value of <c>123456789</c> is 0xE9C6D914C4B8D9CA (Redis, <c>src/crc64.c</c>).
/// </summary>
public static class Crc64
{
    /// <summary>Continues a checksum over more bytes, by carry-less multiplication where the processor has it.</summary>
    /// <param name="crc">The checksum so far; 0 at the start.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes) => Crc64Sum<JonesPolynomial>.Append(crc, bytes);

    /// <summary>
    /// The checksum of A followed by B, from the checksum of each. It takes as many steps as <paramref name="lengthB"/> has bits.
    /// </summary>
    /// <param name="crcA">The checksum of A.</param>
    /// <param name="crcB">The checksum of B, begun from 0.</param>
    /// <param name="lengthB">The length of B in bytes, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lengthB"/> is negative.</exception>
    public static ulong Combine(ulong crcA, ulong crcB, long lengthB)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthB);
        return Crc64Sum<JonesPolynomial>.Combine(crcA, crcB, lengthB);
    }
}
