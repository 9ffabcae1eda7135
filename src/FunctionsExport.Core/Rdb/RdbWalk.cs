namespace FunctionsExport.Rdb;

/// <summary>
/// A walk over the records of an RDB file, from piece to piece. It never goes back: what a piece ends within is kept, at most
/// <see cref="LongestStep"/> bytes, and looked at again with the beginning of the next one. Values are skipped.
/// </summary>
internal sealed partial class RdbWalk
{
    /// <summary>The most bytes that must be at hand together: what stands before a string, and the string's beginning.</summary>
    private const int LongestStep = 1 + RdbPrimitives.LongestStringHeader + RdbTally.AuxBytes;

    // Bytes at the end of a piece that did not suffice, and enough of the next piece to get beyond them.
    private readonly byte[] _seam = new byte[2 * LongestStep];
    private int _seamBytes;

    private readonly RdbTally _tally = new();
    private RdbLayout?[]? _layouts;
    private long _base;
    private long _skip;

    /// <summary>What was counted so far.</summary>
    public RdbTally Tally => _tally;

    /// <summary>Whose format it is, once the beginning was read.</summary>
    public RdbFormat Format { get; private set; }

    /// <summary>The version of the format, once it was read.</summary>
    public int? Version { get; private set; }

    /// <summary>Whether the version is newer than those that are known.</summary>
    public bool IsNewer => Version > (Format == RdbFormat.Valkey ? RdbLayouts.NewestValkey : RdbLayouts.NewestRedis);

    /// <summary>What no server would have written; null when nothing such was met.</summary>
    public RdbFault? Fault { get; private set; }

    /// <summary>Why the walk cannot go on; null when it can.</summary>
    public RdbUnknown? Unknown { get; private set; }

    /// <summary>Where the opcode that ends the file ends; null before it was met.</summary>
    public long? End { get; private set; }

    /// <summary>Whether further bytes are not looked at.</summary>
    public bool IsOver => Fault is not null || Unknown is not null || End is not null;

    /// <summary>Takes the bytes that follow.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        while (_seamBytes > 0 && !piece.IsEmpty && !IsOver)
        {
            piece = piece[CrossSeam(piece)..];
        }

        if (piece.IsEmpty || IsOver)
        {
            return;
        }

        var rest = piece[Walk(piece)..];
        if (!IsOver)
        {
            rest.CopyTo(_seam);
            _seamBytes = rest.Length;
        }
    }

    /// <summary>What should follow when the file ends here, as words that follow "expected".</summary>
    public string Missing()
    {
        if (_skip > 0)
        {
            return _skip == 1 ? "1 more byte" : $"{_skip} more bytes";
        }

        if (_layouts is null)
        {
            return "REDIS or VALKEY and a version, 9 bytes";
        }

        if (_layout is not null)
        {
            return "the rest of a record";
        }

        return _seamBytes > 0 ? $"the rest of what begins at offset {_base}" : "an opcode or the type of a value";
    }

    /// <summary>Walks over what is kept and the piece's beginning; returns how many bytes of the piece are done with.</summary>
    private int CrossSeam(ReadOnlySpan<byte> piece)
    {
        var added = Math.Min(piece.Length, _seam.Length - _seamBytes);
        piece[..added].CopyTo(_seam.AsSpan(_seamBytes));
        var walked = Walk(_seam.AsSpan(0, _seamBytes + added));
        if (walked >= _seamBytes)
        {
            var done = walked - _seamBytes;
            _seamBytes = 0;
            return done;
        }

        // Not even what was kept is done with, so the piece was too short and is kept as well.
        _seamBytes += added - walked;
        _seam.AsSpan(walked, _seamBytes).CopyTo(_seam);
        return added;
    }

    /// <summary>Walks as far as the bytes suffice and returns how many are done with.</summary>
    private int Walk(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        if (_layouts is null && !Begin(bytes, ref position))
        {
            return position;
        }

        while (Skip(bytes.Length, ref position) && (_layout is not null || FindRecord(bytes, ref position)))
        {
            if (!WalkRecord(bytes, ref position))
            {
                break;
            }

            EndRecord(bytes, position);
        }

        KeepName(bytes);
        _base += position;
        return position;
    }

    /// <summary>Passes what is left of a string; whether that is all.</summary>
    private bool Skip(int end, ref int position)
    {
        var passed = (int)Math.Min(_skip, end - position);
        position += passed;
        _skip -= passed;
        return _skip == 0;
    }

    /// <summary>Passes bytes that may go beyond those at hand; whether they do not.</summary>
    private bool Pass(long count, int end, ref int position)
    {
        _skip = count;
        return Skip(end, ref position);
    }

    private bool Fail(int position, string expected, string found)
    {
        var offset = _base + position;
        if (IsNewer)
        {
            Unknown = new RdbUnknown(offset, RdbUnknownKind.Version, Version!.Value);
        }
        else
        {
            Fault = new RdbFault(offset, expected, found);
        }

        return false;
    }

    private bool Stop(int position, RdbUnknownKind kind, long number)
    {
        Unknown = new RdbUnknown(_base + position, kind, number);
        return false;
    }
}
