using System.Buffers.Binary;

namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>Joins the RDB files of shards to one, as an export of a cluster instance does.</summary>
/// <remarks>
/// An RDB file is nine bytes of header, records, the byte 0xFF and a CRC-64. Records that say which database follows, or what wrote
/// the file, may come anywhere, so that the records of several files make one.
/// </remarks>
internal static class RdbJoin
{
    private const int HeaderLength = 9;
    private const int EndLength = 9;

    /// <summary>Writes a new file; the shards' functions must not have equal names.</summary>
    public static async Task WriteAsync(IReadOnlyList<string> shards, string path, CancellationToken cancellationToken)
    {
        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var crc = 0UL;
        for (var index = 0; index < shards.Count; index++)
        {
            await using var source = File.OpenRead(shards[index]);
            var end = source.Length - EndLength;
            source.Position = index == 0 ? 0 : HeaderLength;
            var buffer = new byte[1 << 16];
            while (source.Position < end)
            {
                var count = (int)Math.Min(buffer.Length, end - source.Position);
                await source.ReadExactlyAsync(buffer.AsMemory(0, count), cancellationToken);
                crc = JonesCrc64.Append(crc, buffer.AsSpan(0, count));
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }

        var tail = new byte[EndLength];
        tail[0] = 0xFF;
        crc = JonesCrc64.Append(crc, tail.AsSpan(0, 1));
        BinaryPrimitives.WriteUInt64LittleEndian(tail.AsSpan(1), crc);
        await target.WriteAsync(tail, cancellationToken);
    }
}
