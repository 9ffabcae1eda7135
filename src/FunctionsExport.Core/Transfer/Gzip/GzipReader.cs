using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace FunctionsExport.Transfer.Gzip;

/// <summary>
/// Inflates a gzip file of any number of members (RFC 1952, 2.2) and holds every byte of it to the format: headers, checksums,
/// lengths, and nothing after the last member but zeros, as tapes and some copies fill files up.
/// </summary>
/// <param name="next">The file's next piece, empty at its end; the piece before is not needed any more.</param>
internal sealed class GzipReader(Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> next) : IAsyncDisposable
{
    private readonly GzipInput _input = new(next);
    private readonly Crc32 _crc = new();
    private DeflateStream? _inflater;
    private uint _length;
    private bool _isAtEnd;

    /// <summary>How many members have been begun.</summary>
    public long Members { get; private set; }

    /// <summary>The next bytes of the content; 0 at its end, when the whole file was good.</summary>
    /// <exception cref="GzipFaultException">The file is bad.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> content, CancellationToken cancellationToken)
    {
        while (!_isAtEnd)
        {
            if (_inflater is null)
            {
                await BeginMemberAsync(cancellationToken);
            }

            var read = await InflateAsync(content, cancellationToken);
            if (read > 0)
            {
                _crc.Append(content.Span[..read]);
                _length += (uint)read;
                return read;
            }

            await EndMemberAsync(cancellationToken);
            _isAtEnd = await IsFileAtEndAsync(cancellationToken);
        }

        return 0;
    }

    public ValueTask DisposeAsync() => _inflater?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask BeginMemberAsync(CancellationToken cancellationToken)
    {
        await new GzipHeader(_input).ReadAsync(cancellationToken);
        Members++;
        _crc.Reset();
        _length = 0;
        _inflater = new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
    }

    private async ValueTask<int> InflateAsync(Memory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            var read = await _inflater!.ReadAsync(content, cancellationToken);
            return read > 0 || !_input.IsExhausted ? read : throw CutShort();
        }
        catch (InvalidDataException) when (_input.IsExhausted)
        {
            throw CutShort();
        }
        catch (InvalidDataException)
        {
            throw Fault(
                _input.Position - _input.LastLength,
                "deflated data",
                $"what cannot be inflated, within the next {_input.LastLength} bytes");
        }
    }

    private async ValueTask EndMemberAsync(CancellationToken cancellationToken)
    {
        await _inflater!.DisposeAsync();
        _inflater = null;
        var trailer = new byte[GzipEnds.TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(sizeof(uint)), _length);
        if (!await _input.FillAsync(GzipEnds.TrailerLength, cancellationToken))
        {
            throw Fault(_input.Position + _input.Available.Length, "the member's checksum and length", "the end of the file");
        }

        if (_input.LastLength > 1)
        {
            throw EndedElsewhere(trailer);
        }

        CheckTrailer(trailer);
        _input.Skip(GzipEnds.TrailerLength);
    }

    private void CheckTrailer(byte[] expected)
    {
        var found = _input.Available[..GzipEnds.TrailerLength];
        if (!found[..sizeof(uint)].SequenceEqual(expected.AsSpan(0, sizeof(uint))))
        {
            throw Fault(
                _input.Position,
                $"the content's CRC-32 {_crc.GetCurrentHashAsUInt32():x8}",
                $"{BinaryPrimitives.ReadUInt32LittleEndian(found):x8}");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(found[sizeof(uint)..]);
        if (length != _length)
        {
            throw Fault(
                _input.Position + sizeof(uint), $"the content's length {_length} (modulo 2^32)", $"{length}");
        }
    }

    private async ValueTask<bool> IsFileAtEndAsync(CancellationToken cancellationToken)
    {
        if (!await _input.FillAsync(1, cancellationToken))
        {
            return true;
        }

        if (_input.Available[0] != 0)
        {
            return false;
        }

        do
        {
            var zeros = _input.Available.IndexOfAnyExcept((byte)0);
            if (zeros >= 0)
            {
                _input.Skip(zeros);
                throw Fault(_input.Position, "zeros up to the end of the file", $"{_input.Available[0]:x2}");
            }

            _input.Skip(_input.Available.Length);
        }
        while (await _input.FillAsync(1, cancellationToken));

        return true;
    }

    /// <summary>
    /// The deflated data ended where neither the end of the file nor another member follows. Just where is not known; the trailer
    /// tells, if it is there.
    /// </summary>
    private GzipFaultException EndedElsewhere(byte[] trailer)
    {
        var begin = _input.Position - _input.LastLength;
        byte[] seen = [.. _input.LastGiven, .. _input.Available[..Math.Min(_input.Available.Length, GzipEnds.LookAhead)]];
        var found = seen.AsSpan().IndexOf(trailer);
        if (found < 0)
        {
            return Fault(
                begin,
                $"the content's CRC-32 {_crc.GetCurrentHashAsUInt32():x8} and length {_length} after the deflated data",
                $"neither within {seen.Length} bytes");
        }

        var after = found + trailer.Length;
        return Fault(
            begin + after,
            "the end of the file, zeros up to it, or another gzip member",
            Convert.ToHexStringLower(seen.AsSpan(after, Math.Min(4, seen.Length - after))));
    }

    private GzipFaultException CutShort() => Fault(_input.Position, "more deflated data", "the end of the file");

    private static GzipFaultException Fault(long offset, string expected, string found) => new(new GzipFault(offset, expected, found));
}
