using System.Buffers.Binary;
using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Transfer.Support;

/// <summary>Makes small RDB files of one key.</summary>
internal static class RdbFile
{
    /// <summary>The shortest that <see cref="OfLength"/> makes.</summary>
    public const int Shortest = 68;

    private const byte Aux = 0xFA;
    private const byte ExpireTime = 0xFD;
    private const byte SelectDatabase = 0xFE;
    private const byte EndOfFile = 0xFF;
    private const byte LengthOf32Bits = 0x80;

    /// <summary>An RDB of version 9 with one string of noise, which expires, as long as it is told to be.</summary>
    public static byte[] OfLength(int length, int seed = 1)
    {
        byte[] head =
        [
            .. "REDIS0009"u8, Aux, 9, .. "redis-ver"u8, 6, .. "7.0.15"u8,
            SelectDatabase, 0, ExpireTime, 0, 0, 0, 0x70, 0, 3, .. "key"u8, LengthOf32Bits, 0, 0, 0, 0,
        ];
        var content = new byte[length];
        var value = content.AsSpan(head.Length..^9);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(head.Length - sizeof(int)), value.Length);
        head.CopyTo(content, 0);
        new Random(seed).NextBytes(value);
        return WithEnd(content);
    }

    /// <summary>Puts the end where it belongs: the last opcode and the checksum.</summary>
    public static byte[] WithEnd(byte[] content)
    {
        content[^9] = EndOfFile;
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(^8..), Crc64.Append(0, content.AsSpan(..^8)));
        return content;
    }
}
