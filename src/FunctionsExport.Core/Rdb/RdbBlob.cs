using System.Buffers.Binary;

namespace FunctionsExport.Rdb;

/// <summary>
/// What strings that hold a whole collection say of themselves. Every server refuses one whose own length is not the string's
/// (<c>ziplistValidateIntegrity</c>, <c>lpValidateIntegrity</c>, <c>intsetValidateIntegrity</c> and
/// <c>zipmapValidateIntegrity</c> in Redis from 6.2).
/// </summary>
internal static class RdbBlob
{
    /// <summary>How many bytes at a blob's beginning are looked at.</summary>
    public const int HeaderBytes = 10;

    /// <summary>
    /// As many stored bytes of any blob hold its header: LZF takes at most a control byte and a distance more for each byte.
    /// </summary>
    public const int StoredHeaderBytes = 3 * HeaderBytes;

    private const int UnknownCount = ushort.MaxValue;
    private const int UnknownZipmapCount = 254;

    /// <summary>What is wrong with a blob, as words that follow "expected"; null when nothing is.</summary>
    /// <param name="field">Which kind of blob it is.</param>
    /// <param name="blob">How it is stored.</param>
    /// <param name="header">Its first bytes; fewer than <see cref="HeaderBytes"/> when it is shorter or cannot be decompressed.</param>
    /// <param name="count">How many entries it has; -1 when it does not say.</param>
    public static string? Check(RdbField field, RdbString blob, ReadOnlySpan<byte> header, out long count)
    {
        count = -1;
        var (name, shortest) = field switch
        {
            RdbField.Ziplist => ("a ziplist", 11),
            RdbField.Intset => ("an intset", 10),
            RdbField.Zipmap => ("a zipmap", 2),
            _ => ("a listpack", 7),
        };
        var length = blob.Length;
        if (length < shortest || blob.Form == RdbStringForm.Integer)
        {
            return $"{name} of {shortest} bytes or more";
        }

        if (header.Length < Math.Min(HeaderBytes, shortest))
        {
            return null;
        }

        var fits = field switch
        {
            RdbField.Ziplist => CheckZiplist(header, length, out count),
            RdbField.Intset => CheckIntset(header, length, out count),
            RdbField.Zipmap => CheckZipmap(header, out count),
            _ => CheckListpack(header, length, out count),
        };
        return fits ? null : $"{name} that says it has {length} bytes";
    }

    private static bool CheckZiplist(ReadOnlySpan<byte> header, long length, out long count)
    {
        count = Count(BinaryPrimitives.ReadUInt16LittleEndian(header[8..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(header) == length
            && BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) < length;
    }

    private static bool CheckListpack(ReadOnlySpan<byte> header, long length, out long count)
    {
        count = Count(BinaryPrimitives.ReadUInt16LittleEndian(header[4..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(header) == length;
    }

    private static bool CheckIntset(ReadOnlySpan<byte> header, long length, out long count)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(header);
        count = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        return size is 2 or 4 or 8 && 8 + (count * size) == length;
    }

    private static bool CheckZipmap(ReadOnlySpan<byte> header, out long count)
    {
        count = header[0] < UnknownZipmapCount ? header[0] * 2 : -1;
        return true;
    }

    private static long Count(ushort count) => count == UnknownCount ? -1 : count;
}
