using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;

namespace FunctionsExport.Transfer;

/// <summary>
/// Inflates a gzip file as it passes by and checks what gzip itself records: the CRC-32 of the content (done by the inflater) and
/// its length, the file's last four bytes (RFC 1952, 2.3.1).
/// </summary>
internal sealed class GzipCheck : IAsyncDisposable
{
    private const int TrailerLength = 4;
    private const int WindowBytes = 1024 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: WindowBytes, resumeWriterThreshold: WindowBytes / 2));
    private readonly byte[] _tail = new byte[TrailerLength];
    private readonly Task<long> _inflating;
    private long _received;

    public GzipCheck(CancellationToken cancellationToken) =>
        _inflating = Task.Run(() => InflateAsync(cancellationToken), CancellationToken.None);

    /// <summary>Takes the next bytes of the file. Once the content has proven bad, further bytes are ignored.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _received += bytes.Length;
        KeepTail(bytes.Span);
        await _pipe.Writer.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>Ends the file.</summary>
    /// <returns>Null when every check holds; otherwise what is wrong.</returns>
    public async Task<string?> CompleteAsync()
    {
        await _pipe.Writer.CompleteAsync();
        try
        {
            var inflated = await _inflating;
            var recorded = BinaryPrimitives.ReadUInt32LittleEndian(_tail);

            // The inflater ends without complaint where a file is cut short, and stops before bytes that are not gzip: either way
            // the last four bytes are not the length.
            return _received > TrailerLength && recorded == (uint)inflated
                ? null
                : $"its content has {inflated} bytes, but gzip's own count at its end says {recorded}; it is cut short or has "
                    + "bytes added";
        }
        catch (InvalidDataException)
        {
            return "its content is not what gzip's own checksum says, or is not gzip";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pipe.Writer.CompleteAsync();
        await _inflating.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
    }

    private async Task<long> InflateAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            await using var inflater = new GZipStream(_pipe.Reader.AsStream(), CompressionMode.Decompress);
            long total = 0;
            int read;
            while ((read = await inflater.ReadAsync(buffer, cancellationToken)) > 0)
            {
                total += read;
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            // A completed reader makes the writer go on without waiting.
            await _pipe.Reader.CompleteAsync();
        }
    }

    private void KeepTail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= TrailerLength)
        {
            bytes[^TrailerLength..].CopyTo(_tail);
            return;
        }

        _tail.AsSpan(bytes.Length).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(TrailerLength - bytes.Length));
    }
}
