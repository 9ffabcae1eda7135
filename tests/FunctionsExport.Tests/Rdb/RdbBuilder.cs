using System.Buffers.Binary;
using System.Text;
using FunctionsExport.Checksums;

namespace FunctionsExport.Tests.Rdb;

/// <summary>Writes RDB files by hand, from the format's parts.</summary>
internal sealed class RdbBuilder
{
    private readonly List<byte> _bytes = [];

    public RdbBuilder(string header = "REDIS0010") => Raw(Encoding.ASCII.GetBytes(header));

    public int Count => _bytes.Count;

    public RdbBuilder Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public RdbBuilder Opcode(byte opcode) => Raw(opcode);

    public RdbBuilder Length(ulong length)
    {
        Span<byte> long64 = stackalloc byte[9];
        long64[0] = 0x81;
        BinaryPrimitives.WriteUInt64BigEndian(long64[1..], length);
        return length switch
        {
            < 1 << 6 => Raw((byte)length),
            < 1 << 14 => Raw((byte)(0x40 | (length >> 8)), (byte)length),
            <= uint.MaxValue => Raw(0x80, long64[5], long64[6], long64[7], long64[8]),
            _ => Raw(long64),
        };
    }

    public RdbBuilder Lengths(params ulong[] lengths)
    {
        foreach (var length in lengths)
        {
            Length(length);
        }

        return this;
    }

    public RdbBuilder Text(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            Blob(Encoding.UTF8.GetBytes(text));
        }

        return this;
    }

    public RdbBuilder Blob(params ReadOnlySpan<byte> bytes) => Length((ulong)bytes.Length).Raw(bytes);

    public RdbBuilder Int64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw(bytes);
    }

    /// <summary>An ID of a stream: big-endian, as its nodes and pending entries have it.</summary>
    public RdbBuilder Id(ulong milliseconds, ulong sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, milliseconds);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], sequence);
        return Raw(bytes);
    }

    public RdbBuilder Key(byte type, string name) => Opcode(type).Text(name);

    public RdbBuilder StringKey(string name, string value) => Key(0, name).Text(value);

    /// <summary>The file with its end and checksum.</summary>
    public byte[] End()
    {
        Opcode(255);
        return [.. _bytes, .. BitConverter.GetBytes(Crc64Tables<JonesPolynomial>.Append(0, _bytes.ToArray()))];
    }

    /// <summary>The file with its end, as a server writes it that was told not to compute a checksum.</summary>
    public byte[] EndWithoutChecksum() => [.. Opcode(255)._bytes, .. new byte[8]];

    /// <summary>The file with its end as before version 5.</summary>
    public byte[] EndAsBeforeVersion5() => [.. Opcode(255)._bytes];

    /// <summary>The file as it is so far.</summary>
    public byte[] Unfinished() => [.. _bytes];
}
