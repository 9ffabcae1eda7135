using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace FunctionsExport.Tests.Transfer.Support;

/// <summary>Makes gzip files to check.</summary>
internal static class GzipFile
{
    public const int HeaderLength = 10;

    public static byte[] Of(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        var file = new MemoryStream();
        using (var gzip = new GZipStream(file, level, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return file.ToArray();
    }

    /// <summary>A member with a header of its own making.</summary>
    /// <param name="content">What is in it.</param>
    /// <param name="flags">FLG (RFC 1952, 2.3.1); the fields that it announces are filled in.</param>
    /// <param name="level">How the content is deflated.</param>
    public static byte[] WithHeader(byte[] content, byte flags, CompressionLevel level = CompressionLevel.Optimal)
    {
        const byte HeaderCrc = 2, Extra = 4, Name = 8, Comment = 16;
        List<byte> header = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 0, 3];
        header.AddRange((flags & Extra) != 0 ? [5, 0, 7, 0, 7, 0, 7] : []);
        header.AddRange((flags & Name) != 0 ? "dump.rdb\0"u8 : []);
        header.AddRange((flags & Comment) != 0 ? "made by a test\0"u8 : []);
        var crc = Crc32.Hash([.. header]);
        header.AddRange((flags & HeaderCrc) != 0 ? crc.AsSpan(0, 2) : []);
        // Of no content GZipStream makes no file: an empty block, and zeros for checksum and length.
        return [.. header, .. content.Length > 0 ? Of(content, level)[HeaderLength..] : [3, 0, 0, 0, 0, 0, 0, 0, 0, 0]];
    }

    /// <summary>Content that deflate shrinks to about half.</summary>
    public static byte[] Content(int length, int seed = 1)
    {
        var content = new byte[length];
        var random = new Random(seed);
        for (var i = 0; i < length; i++)
        {
            content[i] = (byte)"0123456789abcdef"[random.Next(16)];
        }

        return content;
    }

    public static byte[] Noise(int length, int seed = 1)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    /// <summary>A file of zeros, however many, as the pieces that it is written in.</summary>
    public static IEnumerable<byte[]> OfZeros(long pieces, int pieceLength)
    {
        var zeros = new byte[pieceLength];
        var crc = new Crc32();
        var body = DeflatedPiece(zeros);
        yield return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
        for (long i = 0; i < pieces; i++)
        {
            crc.Append(zeros);
            yield return body;
        }

        // The last block: final, stored, empty. Then the checksum and the length.
        var end = new byte[5 + 8];
        byte[] lastBlock = [1, 0, 0, 0xFF, 0xFF];
        lastBlock.CopyTo(end, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(5), crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(9), (uint)(pieces * pieceLength));
        yield return end;
    }

    /// <summary>Deflated to a byte's edge, referring to nothing before it: it may be repeated.</summary>
    private static byte[] DeflatedPiece(byte[] content)
    {
        var body = new MemoryStream();
        using var deflate = new DeflateStream(body, CompressionLevel.Fastest, leaveOpen: true);
        deflate.Write(content);
        deflate.Flush();
        return body.ToArray();
    }
}
