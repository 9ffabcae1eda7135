namespace FunctionsExport.Tests.Checksums;

/// <summary>The CRC-64 by its definition: bit by bit, least significant bit first, no table.</summary>
internal static class Crc64Definition
{
    private const ulong Polynomial = 0xAD93D23594C935A9;
    private static readonly ulong Reflected = Reflect(Polynomial);

    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = (crc ^ ((ulong)b >> bit)) & 1;
                crc = (crc >> 1) ^ (carry * Reflected);
            }
        }

        return crc;
    }

    /// <summary>The checksum of every beginning: at place n, that of the first n bytes.</summary>
    public static ulong[] OfEveryBeginning(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var checksums = new ulong[bytes.Length + 1];
        checksums[0] = crc;
        for (var i = 0; i < bytes.Length; i++)
        {
            checksums[i + 1] = Append(checksums[i], bytes.Slice(i, 1));
        }

        return checksums;
    }

    private static ulong Reflect(ulong value)
    {
        ulong reflected = 0;
        for (var bit = 0; bit < 64; bit++)
        {
            reflected |= ((value >> bit) & 1) << (63 - bit);
        }

        return reflected;
    }
}
