using System.Buffers.Binary;

namespace FunctionsExport.Checksums;

/// <summary>
/// The CRC-64 by tables, eight bytes a step, on any processor ("slicing-by-8": Kounavis and Berry, "Novel Table Lookup-Based
/// Algorithms for High-Performance CRC Generation", IEEE Transactions on Computers 57, 2008).
/// </summary>
/// <typeparam name="TPolynomial">The polynomial.</typeparam>
internal static class Crc64Tables<TPolynomial>
    where TPolynomial : struct, ICrc64Polynomial
{
    private const int Slices = 8;
    private static readonly ulong[][] Tables = CreateTables();

    /// <inheritdoc cref="Crc64Sum{TPolynomial}.Append"/>
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
                crc = Crc64Polynomial<TPolynomial>.TimesX(crc);
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
