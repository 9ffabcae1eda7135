using System.Buffers.Binary;
using System.Text;
using FunctionsExport.Rdb;

namespace FunctionsExport.Bench;

/// <summary>Writes a valid RDB of any size without a server: strings of 480 bytes that do not repeat within a mebibyte.</summary>
internal static class RdbStream
{
    private const int Mebibyte = 1024 * 1024;
    private const int ValueLength = 480;
    private const byte StringType = 0;
    private const byte EndOfFile = 0xFF;

    /// <summary>Writes it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="size">About its size in bytes.</param>
    public static void Write(Stream output, long size)
    {
        ulong crc = 0;
        long written = 0;
        void Put(ReadOnlySpan<byte> bytes)
        {
            crc = Crc64.Append(crc, bytes);
            output.Write(bytes);
            written += bytes.Length;
        }

        Put("REDIS0010"u8);
        Put([0xFE, 0]);
        var buffer = new byte[Mebibyte];
        var noise = new byte[Mebibyte];
        new Random(1).NextBytes(noise);
        for (long key = 0; written < size;)
        {
            var filled = 0;
            while (filled + ValueLength + 64 < buffer.Length)
            {
                buffer[filled++] = StringType;
                var name = Encoding.ASCII.GetBytes($"key:{key++:d12}");
                buffer[filled++] = (byte)name.Length;
                name.CopyTo(buffer, filled);
                filled += name.Length;
                // A length of 14 bits, its two highest bits 01.
                BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(filled), 0x4000 | ValueLength);
                noise.AsSpan(filled, ValueLength).CopyTo(buffer.AsSpan(filled + 2));
                filled += 2 + ValueLength;
            }

            Put(buffer.AsSpan(0, filled));
        }

        Put([EndOfFile]);
        var end = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(end, crc);
        output.Write(end);
    }
}
