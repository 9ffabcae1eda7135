using System.Runtime.CompilerServices;
using System.Buffers.Binary;

namespace FunctionsExport.Rdb;

/// <summary>
/// Lengths and strings, of which all else in an RDB file is made (Redis, <c>src/rdb.h</c> and <c>rdbLoadLenByRef</c>,
/// <c>rdbGenericLoadStringObject</c> in <c>src/rdb.c</c>, 1.0 to 8.x; Valkey has the same).
/// </summary>
internal static class RdbPrimitives
{
    /// <summary>The most bytes that a string's beginning takes: a mark and two lengths.</summary>
    public const int LongestStringHeader = 1 + (2 * 9);

    /// <summary>Stands for every length beyond it. No file is as long, so a walk ends at the file's end all the same.</summary>
    public const long LongestLength = 1L << 61;

    private const byte Length32 = 0x80;
    private const byte Length64 = 0x81;
    private const int Lzf = 3;

    /// <summary>Reads a length and moves the position behind it; otherwise the position stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static RdbRead ReadLength(ReadOnlySpan<byte> bytes, ref int position, out ulong length)
    {
        length = 0;
        if ((uint)position >= (uint)bytes.Length)
        {
            return RdbRead.Short;
        }

        var first = bytes[position];
        switch (first >> 6)
        {
            // A mark of an encoding where no string is: servers take its number as the length.
            case 0 or 3:
                length = (uint)first & 0x3F;
                position++;
                return RdbRead.Done;
            case 1 when bytes.Length - position >= 2:
                length = (((uint)first & 0x3F) << 8) | bytes[position + 1];
                position += 2;
                return RdbRead.Done;
            case 1:
                return RdbRead.Short;
            default:
                return ReadLongLength(bytes, ref position, out length);
        }
    }

    /// <summary>Reads what stands before a string's bytes and moves the position there; otherwise the position stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static RdbRead ReadString(ReadOnlySpan<byte> bytes, ref int position, out RdbString header)
    {
        header = default;
        if ((uint)position >= (uint)bytes.Length)
        {
            return RdbRead.Short;
        }

        var first = bytes[position];
        if (first >= 0xC0)
        {
            return ReadEncodedString(bytes, ref position, out header);
        }

        var read = ReadLength(bytes, ref position, out var length);
        header = new RdbString(RdbStringForm.Raw, Limit(length), Limit(length));
        return read;
    }

    /// <summary>A length as a number that can be counted with; see <see cref="LongestLength"/>.</summary>
    public static long Limit(ulong length) => (long)Math.Min(length, LongestLength);

    private static RdbRead ReadLongLength(ReadOnlySpan<byte> bytes, ref int position, out ulong length)
    {
        length = 0;
        var rest = bytes[(position + 1)..];
        switch (bytes[position])
        {
            case Length32 when rest.Length >= sizeof(uint):
                length = BinaryPrimitives.ReadUInt32BigEndian(rest);
                position += 1 + sizeof(uint);
                return RdbRead.Done;
            case Length64 when rest.Length >= sizeof(ulong):
                length = BinaryPrimitives.ReadUInt64BigEndian(rest);
                position += 1 + sizeof(ulong);
                return RdbRead.Done;
            case Length32 or Length64:
                return RdbRead.Short;
            default:
                return RdbRead.NoLength;
        }
    }

    private static RdbRead ReadEncodedString(ReadOnlySpan<byte> bytes, ref int position, out RdbString header)
    {
        header = default;
        var encoding = bytes[position] & 0x3F;
        if (encoding < Lzf)
        {
            header = new RdbString(RdbStringForm.Integer, 1 << encoding, 1 << encoding);
            position++;
            return RdbRead.Done;
        }

        if (encoding != Lzf)
        {
            return RdbRead.NewEncoding;
        }

        var next = position + 1;
        var read = ReadLength(bytes, ref next, out var stored);
        if (read == RdbRead.Done)
        {
            read = ReadLength(bytes, ref next, out var length);
            header = new RdbString(RdbStringForm.Lzf, Limit(stored), Limit(length));
        }

        position = read == RdbRead.Done ? next : position;
        return read;
    }
}
