namespace FunctionsExport.Transfer.Gzip;

/// <summary>
/// Finds where a member's deflated data may end in a file that is good: eight bytes before the end of the file, before the header of
/// another member, or before zeros that fill the file up.
/// </summary>
internal static class GzipEnds
{
    /// <summary>The length of what follows the deflated data: CRC-32 and length of the content (RFC 1952, 2.3.1).</summary>
    public const int TrailerLength = 8;

    /// <summary>How many zeros tell a filled up file where its end is not seen yet. Fewer are left to the end of the file.</summary>
    public const int Zeros = 16;

    /// <summary>How many bytes beyond a place have to be there to tell whether it may be an end, unless the file ends before.</summary>
    public const int LookAhead = TrailerLength + Zeros;

    // ID1, ID2 and CM of RFC 1952, 2.3.1. The flags follow.
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8];

    private static ReadOnlySpan<byte> Filling => new byte[Zeros];

    /// <summary>The first place at which the deflated data may end; -1 when there is none.</summary>
    /// <param name="bytes">Part of the file.</param>
    /// <param name="from">The first place to look at, an index into <paramref name="bytes"/>.</param>
    /// <param name="to">
    /// The last one. <see cref="LookAhead"/> bytes follow it unless <paramref name="isLast"/>.
    /// </param>
    /// <param name="isLast">Whether the file ends where <paramref name="bytes"/> do.</param>
    public static int Find(ReadOnlySpan<byte> bytes, int from, int to, bool isLast)
    {
        if (from > to)
        {
            return -1;
        }

        var found = Math.Min(BeforeHeader(bytes, from, to), BeforeZeros(bytes, from, to));
        if (isLast)
        {
            var beforeEnd = Math.Max(from, bytes.Length - LookAhead + 1);
            found = Math.Min(found, beforeEnd <= bytes.Length - TrailerLength ? beforeEnd : int.MaxValue);
        }

        return found > to ? -1 : found;
    }

    private static int BeforeHeader(ReadOnlySpan<byte> bytes, int from, int to)
    {
        for (var start = from + TrailerLength; start < bytes.Length;)
        {
            var found = bytes[start..].IndexOf(Header);
            if (found < 0 || start + found + Header.Length >= bytes.Length || start + found - TrailerLength > to)
            {
                break;
            }

            start += found;
            if (GzipHeader.IsKnown((GzipFlags)bytes[start + Header.Length]))
            {
                return start - TrailerLength;
            }

            start++;
        }

        return int.MaxValue;
    }

    private static int BeforeZeros(ReadOnlySpan<byte> bytes, int from, int to)
    {
        for (var start = from + TrailerLength; start < bytes.Length;)
        {
            var found = bytes[start..].IndexOf(Filling);
            if (found < 0 || start + found - TrailerLength > to)
            {
                break;
            }

            // Deep within zeros the trailer would be zeros too: wherever it stands then, the answer is the same.
            start += found;
            if (start < Zeros || bytes[(start - Zeros)..start].ContainsAnyExcept((byte)0))
            {
                return start - TrailerLength;
            }

            var next = bytes[start..].IndexOfAnyExcept((byte)0);
            start = next < 0 ? bytes.Length : start + next;
        }

        return int.MaxValue;
    }
}
