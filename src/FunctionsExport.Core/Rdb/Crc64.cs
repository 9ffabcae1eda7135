using System.Buffers.Binary;

namespace FunctionsExport.Rdb;

/// <summary>
/// The CRC-64 that an RDB file ends in: the Jones polynomial 0xAD93D23594C935A9, reflected, initial value and final exclusive-or
/// 0. The check value of <c>123456789</c> is 0xE9C6D914C4B8D9CA (Redis, <c>src/crc64.c</c>).
/// </summary>
public static class Crc64
{
    private const ulong ReflectedPolynomial = 0x95AC9329AC4BC9B5;
    private const int Slices = 8;
    private static readonly ulong[][] Tables = CreateTables();

    /// <summary>Continues a checksum over more bytes.</summary>
    /// <param name="crc">The checksum so far; 0 at the start.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        // Eight bytes a step, one table a byte: the tables' look-ups do not wait for each other.
        while (bytes.Length >= Slices)
        {
            crc ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = Tables[7][crc & 0xFF]
                ^ Tables[6][(crc >> 8) & 0xFF]
                ^ Tables[5][(crc >> 16) & 0xFF]
                ^ Tables[4][(crc >> 24) & 0xFF]
                ^ Tables[3][(crc >> 32) & 0xFF]
                ^ Tables[2][(crc >> 40) & 0xFF]
                ^ Tables[1][(crc >> 48) & 0xFF]
                ^ Tables[0][crc >> 56];
            bytes = bytes[Slices..];
        }

        foreach (var b in bytes)
        {
            crc = Tables[0][(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return crc;
    }

    private static ulong[][] CreateTables()
    {
        var tables = new ulong[Slices][];
        tables[0] = new ulong[256];
        for (var i = 0; i < 256; i++)
        {
            var crc = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ ReflectedPolynomial;
            }

            tables[0][i] = crc;
        }

        for (var slice = 1; slice < Slices; slice++)
        {
            tables[slice] = [.. tables[slice - 1].Select(crc => tables[0][(byte)crc] ^ (crc >> 8))];
        }

        return tables;
    }
}
