using System.IO.Pipelines;

namespace FunctionsExport.Transfer;

/// <summary>
/// What the inflater of a <see cref="GzipCheck"/> reads from. It gives the file's last byte by itself: an inflater that has come to
/// the end of its content and finds more bytes behind it stops there, and never asks for the last one.
/// </summary>
internal sealed class GzipInput(PipeReader reader, long fileSize) : Stream
{
    private readonly Stream _inner = reader.AsStream();
    private long _position;

    /// <summary>Whether every byte of the file was asked for.</summary>
    public bool IsReadToEnd => _position >= fileSize;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var beforeLast = fileSize - 1 - _position;
        var most = beforeLast > 0 ? (int)Math.Min(buffer.Length, beforeLast) : Math.Min(buffer.Length, 1);
        var read = await _inner.ReadAsync(buffer[..most], cancellationToken);
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
