using FunctionsExport.Transfer.Gzip;

namespace FunctionsExport.Tests.Transfer.Gzip;

/// <summary>Reads gzip files that are in memory.</summary>
internal static class GzipReading
{
    /// <summary>The content.</summary>
    /// <exception cref="GzipFaultException">The file is bad.</exception>
    public static async Task<byte[]> ReadAsync(byte[] file, Func<int>? piece = null)
    {
        await using var reader = new GzipReader(PiecesOf(file, piece ?? (() => int.MaxValue)));
        var content = new MemoryStream();
        var buffer = new byte[100_000];
        int read;
        while ((read = await reader.ReadAsync(buffer, CancellationToken.None)) > 0)
        {
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>Why the file is bad; null when it is good.</summary>
    public static async Task<GzipFault?> FaultAsync(byte[] file, int piece = int.MaxValue)
    {
        try
        {
            await ReadAsync(file, () => piece);
            return null;
        }
        catch (GzipFaultException e)
        {
            return e.Fault;
        }
    }

    public static Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> PiecesOf(byte[] file, Func<int> piece)
    {
        var position = 0;
        return _ =>
        {
            var length = Math.Min(piece(), file.Length - position);
            position += length;
            return ValueTask.FromResult<ReadOnlyMemory<byte>>(file.AsMemory(position - length, length));
        };
    }
}
