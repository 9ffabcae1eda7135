using System.Buffers.Binary;
using System.Security.Cryptography;
using FunctionsExport.Rdb;

namespace Transfer.Bench;

/// <summary>Makes an RDB of strings of noise, 4 KiB each, that no link or disk can shrink.</summary>
internal static class RdbMaker
{
    private const int ValueLength = 4096;
    private const long Mebibyte = 1024 * 1024;

    public static void Make(string path, long mebibytes)
    {
        using var file = new BufferedStream(File.Create(path + ".part"), 1 << 20);
        ulong crc = 0;
        void Write(ReadOnlySpan<byte> bytes)
        {
            crc = Crc64.Append(crc, bytes);
            file.Write(bytes);
        }

        Write([.. "REDIS0010"u8, 0xFA, 9, .. "redis-ver"u8, 6, .. "7.0.15"u8, 0xFE, 0]);
        var noise = new byte[1 << 20];
        RandomNumberGenerator.Fill(noise);
        var record = new byte[1 + 1 + 12 + 2 + ValueLength];
        record[1] = 12;
        // A length of 14 bits: 01 and the length.
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(14), (ushort)(0x4000 | ValueLength));
        for (long i = 0, length = 30; length < (mebibytes * Mebibyte) - record.Length; i++, length += record.Length)
        {
            System.Text.Encoding.ASCII.GetBytes($"{i:x12}", record.AsSpan(2, 12));
            noise.AsSpan((int)(i * 797 % (noise.Length - ValueLength)), ValueLength).CopyTo(record.AsSpan(16));
            Write(record);
        }

        Write([0xFF]);
        var end = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(end, crc);
        file.Write(end);
        file.Dispose();
        File.Move(path + ".part", path, overwrite: true);
    }
}
