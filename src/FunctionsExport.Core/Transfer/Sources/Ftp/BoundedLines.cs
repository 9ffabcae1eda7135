using System.Buffers;
using System.Text;

namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>Reads lines that end in LF or CR LF, within limits that no honest server comes near.</summary>
/// <param name="stream">What to read; left open.</param>
/// <param name="maxLineBytes">The longest line.</param>
/// <param name="maxBytes">The most bytes until <see cref="Reset"/>.</param>
internal sealed class BoundedLines(Stream stream, int maxLineBytes, long maxBytes)
{
    private readonly byte[] _buffer = new byte[8192];
    private readonly ArrayBufferWriter<byte> _line = new();
    private int _start;
    private int _end;
    private long _read;

    /// <summary>Whether bytes have come that no line was made of yet.</summary>
    public bool HasMore => _start < _end || _line.WrittenCount > 0;

    /// <summary>Begins to count anew.</summary>
    public void Reset() => _read = 0;

    /// <summary>The next line, read as UTF-8; null at the end of the stream. A last line without its end is dropped.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var length = found < 0 ? _end - _start : found;
            if (_line.WrittenCount + length > maxLineBytes)
            {
                throw new FtpException(FtpFailure.BadReply, $"The server has written a line of more than {maxLineBytes} bytes.");
            }

            _line.Write(_buffer.AsSpan(_start, length));
            if (found >= 0)
            {
                _start += found + 1;
                return TakeLine();
            }

            _start = _end = 0;
            _end = await stream.ReadAsync(_buffer, cancellationToken);
            _read += _end;
            if (_read > maxBytes)
            {
                throw new FtpException(FtpFailure.BadReply, $"The server has written more than {maxBytes} bytes where a few would do.");
            }

            if (_end == 0)
            {
                return null;
            }
        }
    }

    private string TakeLine()
    {
        var line = _line.WrittenSpan;
        if (line is [.., (byte)'\r'])
        {
            line = line[..^1];
        }

        var text = Encoding.UTF8.GetString(line);
        _line.ResetWrittenCount();
        return text;
    }
}
