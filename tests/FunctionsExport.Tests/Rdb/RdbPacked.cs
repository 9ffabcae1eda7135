using System.Buffers.Binary;
using System.Text;

namespace FunctionsExport.Tests.Rdb;

/// <summary>Collections in one string. Entries are ASCII of less than 64 bytes.</summary>
internal static class RdbPacked
{
    public static byte[] Listpack(params string[] entries)
    {
        // An entry is its encoding, its bytes, and how long both are, to be walked backwards.
        var body = entries.SelectMany(entry =>
            (byte[])[(byte)(0x80 | entry.Length), .. Encoding.ASCII.GetBytes(entry), (byte)(entry.Length + 1)]);
        return WithTotal([0, 0, 0, 0, (byte)entries.Length, 0, .. body, 0xFF]);
    }

    public static byte[] Ziplist(params string[] entries)
    {
        var bytes = new List<byte>(new byte[10]);
        byte previous = 0;
        foreach (var entry in entries)
        {
            bytes[4] = (byte)bytes.Count;
            bytes.AddRange([previous, (byte)entry.Length, .. Encoding.ASCII.GetBytes(entry)]);
            previous = (byte)(entry.Length + 2);
        }

        bytes[8] = (byte)entries.Length;
        return WithTotal([.. bytes, 0xFF]);
    }

    public static byte[] Intset(params short[] members) =>
        [2, 0, 0, 0, (byte)members.Length, 0, 0, 0, .. members.SelectMany(BitConverter.GetBytes)];

    public static byte[] Zipmap(params (string Field, string Value)[] pairs) =>
    [
        (byte)pairs.Length,
        .. pairs.SelectMany(pair => (byte[])
        [
            (byte)pair.Field.Length, .. Encoding.ASCII.GetBytes(pair.Field),
            (byte)pair.Value.Length, 0, .. Encoding.ASCII.GetBytes(pair.Value),
        ]),
        0xFF,
    ];

    /// <summary>A stream's node with one entry of one field, its ID the node's own.</summary>
    public static byte[] StreamNode()
    {
        // Entries, deleted ones, fields of the master entry, its field, its end; flags (same fields), ID, ID, value, parts to go back.
        byte[] body = [1, 1, 0, 1, 1, 1, 0x81, (byte)'f', 2, 0, 1, 2, 1, 0, 1, 0, 1, 0x81, (byte)'v', 2, 4, 1];
        return WithTotal([0, 0, 0, 0, 10, 0, .. body, 0xFF]);
    }

    private static byte[] WithTotal(byte[] bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
        return bytes;
    }
}
