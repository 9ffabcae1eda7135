using FunctionsExport.Providers;

namespace FunctionsExport.Transfer.Sources;

/// <summary>
/// The bytes of an answer, as many as it has announced, none of them late. What goes wrong is an <see cref="ExportFaultException"/>.
/// </summary>
internal sealed class HttpFileStream : Stream
{
    private readonly HttpResponseMessage _answer;
    private readonly Stream _content;
    private readonly long _offset;
    private readonly long? _length;
    private readonly TimeSpan _stallTimeout;
    private readonly HttpFileFaults _faults;
    private readonly CancellationTokenSource _stop;
    private CancellationTokenRegistration _registration;
    private CancellationToken _caller;
    private long _read;

    /// <param name="answer">The answer; disposed with the stream.</param>
    /// <param name="content">Its content.</param>
    /// <param name="offset">Where in the file it begins.</param>
    /// <param name="length">How many bytes it has announced; null when it has not.</param>
    /// <param name="stallTimeout">How long a read may wait.</param>
    /// <param name="faults">Says what went wrong.</param>
    /// <param name="time">The clock of the limit.</param>
    public HttpFileStream(
        HttpResponseMessage answer,
        Stream content,
        long offset,
        long? length,
        TimeSpan stallTimeout,
        HttpFileFaults faults,
        TimeProvider time)
    {
        _answer = answer;
        _content = content;
        _offset = offset;
        _length = length;
        _stallTimeout = stallTimeout;
        _faults = faults;
        _stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _offset + _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _read == _length)
        {
            return 0;
        }

        Follow(cancellationToken);
        _stop.CancelAfter(_stallTimeout);
        int count;
        try
        {
            count = await _content.ReadAsync(buffer, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _stop.IsCancellationRequested
                ? _faults.OfTimeout("has sent nothing", _stallTimeout, Position)
                : _faults.OfError(e, Position);
        }

        _stop.CancelAfter(Timeout.InfiniteTimeSpan);
        _read += count;
        if (count == 0 && _length is not null)
        {
            throw _faults.OfError(new HttpIOException(HttpRequestError.ResponseEnded), Position);
        }

        return _read > _length ? throw _faults.OfAnswer("with more bytes than it had announced", Position) : count;
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
            _registration.Dispose();
            _answer.Dispose();
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Ties the stop to the caller's token, which is the same one at every read in practice.</summary>
    private void Follow(CancellationToken caller)
    {
        caller.ThrowIfCancellationRequested();
        if (caller != _caller)
        {
            _registration.Dispose();
            _caller = caller;
            _registration = caller.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        }
    }
}
