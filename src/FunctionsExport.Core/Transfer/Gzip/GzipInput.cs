namespace FunctionsExport.Transfer.Gzip;

/// <summary>
/// A gzip file as its reader and the inflater take it. The inflater does not tell how much of what it was given it has used. It asks
/// only for what it needs, though, so the last byte before each place where the deflated data may end is given to it alone: an
/// inflater that is done then has ended exactly there.
/// </summary>
/// <param name="next">The file's next piece, empty at its end; the piece before is not needed any more.</param>
internal sealed class GzipInput(Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> next) : Stream
{
    private const int WindowLength = 64 * 1024;
    private const int MostAtOnce = 8 * 1024;

    private readonly byte[] _window = new byte[WindowLength];
    private ReadOnlyMemory<byte> _piece;
    private bool _isLast;
    private long _windowOffset;
    private int _position;
    private int _end;

    // Where the next possible end is, or -1; as far as it was looked for.
    private int _possibleEnd = -1;
    private int _searchedTo;

    /// <summary>Where the next byte lies in the file.</summary>
    public override long Position
    {
        get => _windowOffset + _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The bytes that are at hand.</summary>
    public ReadOnlySpan<byte> Available => _window.AsSpan(_position.._end);

    /// <summary>What the inflater was given last.</summary>
    public ReadOnlySpan<byte> LastGiven => _window.AsSpan((_position - LastLength).._position);

    /// <summary>How many bytes the inflater was given last.</summary>
    public int LastLength { get; private set; }

    /// <summary>Whether the inflater asked for more than there is.</summary>
    public bool IsExhausted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>Gets bytes until so many are at hand; false when the file has fewer.</summary>
    /// <param name="count">At most half a window.</param>
    public async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _position < count && !_isLast)
        {
            if (_piece.IsEmpty)
            {
                _piece = await next(cancellationToken);
                _isLast = _piece.IsEmpty;
                continue;
            }

            if (_end == WindowLength)
            {
                Slide();
            }

            var length = Math.Min(_piece.Length, WindowLength - _end);
            _piece.Span[..length].CopyTo(_window.AsSpan(_end));
            _piece = _piece[length..];
            _end += length;
        }

        return _end - _position >= count;
    }

    /// <summary>Goes past bytes that are at hand.</summary>
    public void Skip(int count) => _position += count;

    /// <summary>Gives the inflater its next bytes.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await FillAsync(GzipEnds.LookAhead + 1, cancellationToken);
        LastLength = Math.Min(buffer.Length, FindStop() - _position);
        IsExhausted = LastLength == 0;
        _window.AsMemory(_position, LastLength).CopyTo(buffer);
        _position += LastLength;
        return LastLength;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    private int FindStop()
    {
        var most = Math.Min(_isLast ? _end : _end - GzipEnds.LookAhead, _position + MostAtOnce);
        if (_possibleEnd <= _position)
        {
            var seen = Math.Min(_end, most + GzipEnds.LookAhead);
            _possibleEnd = GzipEnds.Find(
                _window.AsSpan(0, seen), Math.Max(_position, _searchedTo) + 1, most, isLast: _isLast && seen == _end);
            _searchedTo = _possibleEnd >= 0 ? _possibleEnd : most;
        }

        return _possibleEnd == _position + 1 ? _possibleEnd
            : _possibleEnd > _position ? _possibleEnd - 1
            : most;
    }

    private void Slide()
    {
        // What was given last stays, and what tells how many zeros precede.
        var by = Math.Max(_position - Math.Max(LastLength, GzipEnds.Zeros), 0);
        _window.AsSpan(by.._end).CopyTo(_window);
        _windowOffset += by;
        _position -= by;
        _end -= by;
        _possibleEnd -= by;
        _searchedTo -= by;
    }
}
