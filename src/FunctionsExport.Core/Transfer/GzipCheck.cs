using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;

namespace FunctionsExport.Transfer;

/// <summary>
/// Inflates a gzip file as it passes by and checks what gzip itself records: the CRC-32 of the content (done by the inflater) and
/// its length, the file's last four bytes (RFC 1952, 2.3.1). The file must be one gzip member, some content and nothing after it.
/// </summary>
internal sealed class GzipCheck : IAsyncDisposable
{
    private const int TrailerLength = 4;
    private const int WindowBytes = 1024 * 1024;
    private const int PieceBytes = 64 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(
        pauseWriterThreshold: WindowBytes, resumeWriterThreshold: WindowBytes / 2, minimumSegmentSize: PieceBytes));
    private readonly byte[] _tail = new byte[TrailerLength];
    private readonly GzipInput _input;
    private readonly Task<long> _inflating;

    /// <summary>Begins a check.</summary>
    /// <param name="fileSize">The file's size in bytes, compressed.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public GzipCheck(long fileSize, CancellationToken cancellationToken)
    {
        _input = new GzipInput(_pipe.Reader, fileSize);
        _inflating = Task.Run(() => InflateAsync(cancellationToken), CancellationToken.None);
    }

    /// <summary>Takes the next bytes of the file. Once the content has proven bad, further bytes are ignored.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        KeepTail(bytes.Span);

        // The pipe looks at its window only between writes: a large one would be copied into it whole.
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, PieceBytes)];
            await _pipe.Writer.WriteAsync(piece, cancellationToken);
            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>Ends the file.</summary>
    /// <returns>Null when every check holds; otherwise what is wrong.</returns>
    public async Task<string?> CompleteAsync()
    {
        await _pipe.Writer.CompleteAsync();
        try
        {
            return FindFault(await _inflating);
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

    private string? FindFault(long inflated)
    {
        if (!_input.IsReadToEnd)
        {
            return "its content ends before the file does; it has bytes added";
        }

        // The inflater ends without complaint where a file is cut short: then the last four bytes are not the length. In a header
        // without content they may be, and be 0.
        if (inflated == 0)
        {
            return "its content is empty; it is cut short or was never written to";
        }

        var recorded = BinaryPrimitives.ReadUInt32LittleEndian(_tail);
        return recorded == (uint)inflated
            ? null
            : $"its content has {inflated} bytes, but gzip's own count at its end says {recorded}; it is cut short or has bytes "
                + "added";
    }

    private async Task<long> InflateAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            await using var inflater = new GZipStream(_input, CompressionMode.Decompress);
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
