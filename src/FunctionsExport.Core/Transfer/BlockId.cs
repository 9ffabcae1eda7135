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
}
