using System.Runtime.CompilerServices;
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
    private Piece? _reading;

    /// <summary>Adds a piece.</summary>
    /// <returns>Completes when the bytes are not needed any more; it never fails.</returns>
    public Task Append(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Task.CompletedTask;
        }

        var piece = new Piece(bytes);
        // After the reader has left, no piece is needed.
        return _pieces.Writer.TryWrite(piece) ? piece.Used : Task.CompletedTask;
    }

    /// <summary>Says that no piece follows.</summary>
    public void Complete() => _pieces.Writer.TryComplete();

    /// <summary>The next piece; null after the last one. The one before is given back.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Piece?> NextAsync(CancellationToken cancellationToken)
    {
        _reading?.GiveBack();
        _reading = null;
        if (await _pieces.Reader.WaitToReadAsync(cancellationToken) && _pieces.Reader.TryRead(out var piece))
        {
            _reading = piece;
        }

        return _reading;
    }

    /// <summary>The reader leaves: gives back what is there and what is still to come.</summary>
    public void Abandon()
    {
        Complete();
        _reading?.GiveBack();
        while (_pieces.Reader.TryRead(out var piece))
        {
            piece.GiveBack();
        }
    }
}
