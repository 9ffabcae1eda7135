namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>The CRC-64 that ends an RDB file (polynomial of Jones, reflected), written anew so as not to trust the client's.</summary>
internal static class JonesCrc64
{
    private const ulong Polynomial = 0x95AC9329AC4BC9B5;

    private static readonly ulong[] Table = MakeTable();

    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static ulong[] MakeTable()
    {
        var table = new ulong[256];
        for (var value = 0UL; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }

            table[value] = crc;
        }

        return table;
    }
}
