using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;

namespace FunctionsExport.Emulators.Redis;

/// <summary>Reads RESP2 replies (https://redis.io/docs/latest/develop/reference/protocol-spec/) from a pipe.</summary>
internal sealed class RespReader(PipeReader reader)
{
    /// <summary>Reads one reply, whole.</summary>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    /// <exception cref="InvalidDataException">What came is not RESP2.</exception>
    public async ValueTask<RespValue> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (TryParse(result.Buffer, out var value, out var consumed))
            {
                reader.AdvanceTo(consumed);
                return value;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
            {
                throw new EndOfStreamException("The redis-server closed the connection.");
            }
        }
    }

    private static bool TryParse(ReadOnlySequence<byte> buffer, out RespValue value, out SequencePosition consumed)
    {
        var sequence = new SequenceReader<byte>(buffer);
        var complete = TryParse(ref sequence, out value);
        consumed = sequence.Position;
        return complete;
    }

    private static bool TryParse(ref SequenceReader<byte> sequence, out RespValue value)
    {
        value = RespValue.Null;
        if (!sequence.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
        {
            return false;
        }

        var marker = line.IsEmpty ? '\r' : (char)line.FirstSpan[0];
        var rest = line.Slice(1).ToArray();
        switch (marker)
        {
            case '+':
                value = new RespValue(RespKind.SimpleString, rest, []);
                return true;
            case '-':
                value = new RespValue(RespKind.Error, rest, []);
                return true;
            case ':':
                value = new RespValue(RespKind.Integer, rest, []);
                return true;
            case '$':
                return TryParseBulk(ref sequence, Length(rest), out value);
            case '*':
                return TryParseArray(ref sequence, Length(rest), out value);
            default:
                throw new InvalidDataException($"The server's answer is not RESP2: it starts with character {(int)marker}.");
        }
    }

    private static bool TryParseBulk(ref SequenceReader<byte> sequence, int length, out RespValue value)
    {
        value = RespValue.Null;
        if (length < 0)
        {
            return true;
        }

        if (sequence.Remaining < length + 2)
        {
            return false;
        }

        value = new RespValue(RespKind.BulkString, sequence.UnreadSequence.Slice(0, length).ToArray(), []);
        sequence.Advance(length + 2);
        return true;
    }

    private static bool TryParseArray(ref SequenceReader<byte> sequence, int length, out RespValue value)
    {
        value = RespValue.Null;
        if (length < 0)
        {
            return true;
        }

        var items = new List<RespValue>(length);
        for (var index = 0; index < length; index++)
        {
            if (!TryParse(ref sequence, out var item))
            {
                return false;
            }

            items.Add(item);
        }

        value = new RespValue(RespKind.Array, default, items);
        return true;
    }

    private static int Length(byte[] digits) =>
        int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new InvalidDataException("The server's answer is not RESP2: a length is not a number.");
}
