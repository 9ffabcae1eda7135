using System.Threading.Channels;

namespace FunctionsExport.Verification;

/// <summary>
/// Hands pieces from one stage to the next without a copy. It holds as many as the writer gives it: what bounds them is the number
/// of the writer's buffers. One writer, one reader.
/// </summary>
internal sealed class PieceQueue
{
    private readonly Channel<Piece> _pieces = Channel.CreateUnbounded<Piece>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private TaskCompletionSource? _reading;

    /// <summary>Adds a piece.</summary>
    /// <returns>Completes when the bytes are not needed any more; it never fails.</returns>
    public Task Append(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Task.CompletedTask;
        }

        var used = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // After the reader has left, no piece is needed.
        return _pieces.Writer.TryWrite(new Piece(bytes, used)) ? used.Task : Task.CompletedTask;
    }

    /// <summary>Says that no piece follows.</summary>
    public void Complete() => _pieces.Writer.TryComplete();

    /// <summary>The next piece, empty after the last one. The one before is given back.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellationToken)
    {
        _reading?.TrySetResult();
        _reading = null;
        if (!await _pieces.Reader.WaitToReadAsync(cancellationToken) || !_pieces.Reader.TryRead(out var piece))
        {
            return default;
        }

        _reading = piece.Used;
        return piece.Bytes;
    }

    /// <summary>The reader leaves: gives back what is there and what is still to come.</summary>
    public void Abandon()
    {
        Complete();
        _reading?.TrySetResult();
        while (_pieces.Reader.TryRead(out var piece))
        {
            piece.Used.TrySetResult();
        }
    }
}
