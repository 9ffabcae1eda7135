using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.Transfer;

/// <summary>
/// What the name of a staged block tells, in 64 base64 characters: the service's own list of staged blocks is then all that a copy
/// needs to go on where another has ended.
/// </summary>
/// <param name="Index">The block's place in the file, from 0.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Crc64">The CRC-64 of its bytes.</param>
/// <param name="Version">The <see cref="HashOf"/> of the file's version at the source; 0 when the source has none.</param>
/// <param name="IsPlainRdb">Whether the file is an RDB that is not compressed: only such a one can be gone on with.</param>
public readonly record struct BlockId(int Index, int Length, ulong Crc64, UInt128 Version, bool IsPlainRdb)
{
    private const int Bytes = 48;
    private const int Form = 2;

    // Of older versions of the app: what follows the checksum is zero.
    private const int FormWithoutVersion = 1;

    /// <summary>The block's last byte; 0 also when the app that staged it did not say.</summary>
    public byte LastByte { get; init; }

    /// <summary>What stands for a version in a block's name; 0 for none.</summary>
    public static UInt128 HashOf(string? version) => version is null
        ? UInt128.Zero
        : BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(version))) | UInt128.One;

    /// <summary>The block that a name tells of; null for a name of another kind.</summary>
    public static BlockId? Parse(string name)
    {
        Span<byte> id = stackalloc byte[Bytes];
        if (!Convert.TryFromBase64String(name, id, out var length) || length != Bytes
            || BinaryPrimitives.ReadInt32BigEndian(id) is not (Form or FormWithoutVersion)
            || id[UsedBytes(id)..].ContainsAnyExcept((byte)0) || id[36] > 1)
        {
            return null;
        }

        var block = new BlockId(
            BinaryPrimitives.ReadInt32BigEndian(id[4..]),
            BinaryPrimitives.ReadInt32BigEndian(id[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(id[12..]),
            BinaryPrimitives.ReadUInt128BigEndian(id[20..]),
            id[36] == 1)
        {
            LastByte = id[37],
        };
        return block is { Index: >= 0 and < BlockPlan.MaxBlocks, Length: > 0 } ? block : null;
    }

    private static int UsedBytes(ReadOnlySpan<byte> id) => BinaryPrimitives.ReadInt32BigEndian(id) == Form ? 38 : 20;

    /// <summary>The block's name.</summary>
    public override string ToString()
    {
        Span<byte> id = stackalloc byte[Bytes];
        id.Clear();
        BinaryPrimitives.WriteInt32BigEndian(id, Form);
        BinaryPrimitives.WriteInt32BigEndian(id[4..], Index);
        BinaryPrimitives.WriteInt32BigEndian(id[8..], Length);
        BinaryPrimitives.WriteUInt64BigEndian(id[12..], Crc64);
        BinaryPrimitives.WriteUInt128BigEndian(id[20..], Version);
        id[36] = IsPlainRdb ? (byte)1 : (byte)0;
        id[37] = LastByte;
        return Convert.ToBase64String(id);
    }
}
