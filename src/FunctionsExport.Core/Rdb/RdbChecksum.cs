using System.Buffers.Binary;

namespace FunctionsExport.Rdb;

/// <summary>The CRC-64 of a file that ends in it, computed before it is known where the end is.</summary>
internal sealed class RdbChecksum
{
    /// <summary>How many bytes at a file's end record its checksum, from version 5 of the format.</summary>
    public const int RecordedBytes = sizeof(ulong);

    // The last bytes so far: what may turn out to be the recorded checksum, and the opcode before it.
    private readonly byte[] _tail = new byte[RecordedBytes + 1];
    private int _held;
    private ulong _crc;

    /// <summary>The checksum of all bytes but the last eight.</summary>
    public ulong BeforeRecorded => Crc64.Append(_crc, _tail.AsSpan(0, Math.Max(_held - RecordedBytes, 0)));

    /// <summary>The checksum of all bytes.</summary>
    public ulong OfAll => Crc64.Append(_crc, _tail.AsSpan(0, _held));

    /// <summary>The last eight bytes as a number; there must be as many.</summary>
    public ulong Recorded => BinaryPrimitives.ReadUInt64LittleEndian(_tail.AsSpan(_held - RecordedBytes));

    /// <summary>The byte before the last eight; there must be one.</summary>
    public byte LastOpcode => _tail[_held - RecordedBytes - 1];

    /// <summary>Takes the bytes that follow.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var surplus = Math.Max(_held + bytes.Length - _tail.Length, 0);
        var released = Math.Min(surplus, _held);
        _crc = Crc64.Append(_crc, _tail.AsSpan(0, released));
        _tail.AsSpan(released, _held - released).CopyTo(_tail);
        _held -= released;

        _crc = Crc64.Append(_crc, bytes[..(surplus - released)]);
        bytes = bytes[(surplus - released)..];
        bytes.CopyTo(_tail.AsSpan(_held));
        _held += bytes.Length;
    }
}
