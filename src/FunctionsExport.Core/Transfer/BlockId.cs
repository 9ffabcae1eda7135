using System.Buffers.Binary;

namespace FunctionsExport.Transfer;

/// <summary>
/// Names a block by its index, its length and the CRC-64 of its bytes, in 64 base64 characters: the service's own list of staged
/// blocks then tells what need not be sent again.
/// </summary>
public static class BlockId
{
    private const int Length = 48;
    private const int Form = 1;

    /// <summary>The id of a block.</summary>
    /// <param name="index">Its place in the file, from 0.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="crc64">The CRC-64 of its bytes.</param>
    public static string Create(int index, int length, ulong crc64)
    {
        Span<byte> id = stackalloc byte[Length];
        id.Clear();
        BinaryPrimitives.WriteInt32BigEndian(id, Form);
        BinaryPrimitives.WriteInt32BigEndian(id[4..], index);
        BinaryPrimitives.WriteInt32BigEndian(id[8..], length);
        BinaryPrimitives.WriteUInt64BigEndian(id[12..], crc64);
        return Convert.ToBase64String(id);
    }

    /// <summary>Whether a block's id is of this form: nobody else names blocks so.</summary>
    public static bool IsOne(string? id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return Convert.TryFromBase64String(id ?? "", bytes, out var length)
            && length == Length
            && BinaryPrimitives.ReadInt32BigEndian(bytes) == Form
            && BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) >= 0
            && BinaryPrimitives.ReadInt32BigEndian(bytes[8..]) > 0
            && !bytes[20..].ContainsAnyExcept((byte)0);
    }
}
