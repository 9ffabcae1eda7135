using FunctionsExport.Checksums;

namespace FunctionsExport.Tests.Rdb;

/// <summary>Files that are nearly good ones.</summary>
internal static class Mutation
{
    private static readonly byte[] Telling =
        [0, 1, 2, 6, 7, 15, 18, 21, 26, 0x3F, 0x40, 0x7F, 0x80, 0x81, 0x82, 0xC0, 0xC3, 0xC4, 0xFA, 0xFC, 0xFE, 0xFF];

    /// <summary>A file with some bytes changed, left out or repeated behind its header; its checksum is right again, or left out.</summary>
    public static byte[] Of(byte[] file, Random random)
    {
        var bytes = file[..^8].ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var place = random.Next(9, bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1 or 2:
                    bytes[place] = Telling[random.Next(Telling.Length)];
                    break;
                case 3:
                    bytes.RemoveRange(place, Math.Min(random.Next(1, 20), bytes.Count - place));
                    break;
                default:
                    bytes.InsertRange(place, bytes.GetRange(place, Math.Min(random.Next(1, 20), bytes.Count - place)));
                    break;
            }

            if (bytes.Count < 20)
            {
                break;
            }
        }

        byte[] content = [.. bytes];
        return [.. content, .. BitConverter.GetBytes(random.Next(4) == 0 ? 0 : Crc64Tables<JonesPolynomial>.Append(0, content))];
    }
}
