namespace FunctionsExport.Tests.Transfer.Support;

/// <summary>A file at a source, read once from its start: in pieces, counted, and failing where it is told to.</summary>
internal sealed class SourceStream(byte[] content) : Stream
{
    private int _position;

    /// <summary>The most bytes of one read.</summary>
    public int Piece { get; init; } = 1_000_000;

    /// <summary>After how many bytes reading fails, and with what.</summary>
    public (int After, Exception With)? Failure { get; init; }

    /// <summary>Told how many bytes have been read, after each read.</summary>
    public Action<int>? WasRead { get; init; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var end = content.Length;
        if (Failure is { } failure)
        {
            end = failure.After;
            if (_position >= end)
            {
                throw failure.With;
            }
        }

        var length = Math.Min(Math.Min(buffer.Length, Piece), end - _position);
        content.AsMemory(_position, length).CopyTo(buffer);
        _position += length;
        WasRead?.Invoke(_position);
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
