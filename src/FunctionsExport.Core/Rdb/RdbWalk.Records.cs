using System.Runtime.CompilerServices;

namespace FunctionsExport.Rdb;

internal sealed partial class RdbWalk
{
    private const int HeaderBytes = 9;

    private RdbLayout? _layout;
    private int _place;
    private bool _expires;
    private long _start;
    private RdbString _nameHeader;

    // Where the name's stored bytes are among those at hand; -1 when they were copied, because the record goes on in other bytes.
    private int _nameAt = -1;
    private readonly byte[] _name = new byte[RdbTally.NameBytes];

    private bool Begin(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (bytes.Length < HeaderBytes)
        {
            return false;
        }

        var header = bytes[..HeaderBytes];
        if (header.StartsWith("VCS"u8))
        {
            // Valkey 9.2 may compress the whole file (src/compression_stream.h): an envelope of seven bytes, then LZ4.
            Format = RdbFormat.Valkey;
            return Stop(0, RdbUnknownKind.Encoding, header[4]);
        }

        var format = header.StartsWith("REDIS"u8) ? RdbFormat.Redis
            : header.StartsWith("VALKEY"u8) ? RdbFormat.Valkey : RdbFormat.None;
        var digits = header[(format == RdbFormat.Valkey ? 6 : 5)..];
        var oldest = format == RdbFormat.Valkey ? RdbLayouts.OldestValkey : 1;
        if (format == RdbFormat.None || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return Fail(0, "REDIS or VALKEY and a version", RdbText.Escape(header));
        }

        Format = format;
        Version = int.Parse(digits, provider: null);
        if (Version < oldest)
        {
            return Fail(0, $"a version from {oldest} on", RdbText.Escape(header));
        }

        _layouts = RdbLayouts.Of(format, Version.Value);
        position = HeaderBytes;
        return true;
    }

    // What loops here is optimised at once: many a file is over before the runtime would have noticed the loops.

    /// <summary>Goes to the first record that is more than a key with a string, and begins it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FindRecord(ReadOnlySpan<byte> bytes, ref int position)
    {
        while (position < bytes.Length)
        {
            var first = bytes[position];
            if (first == 0 && PassString(bytes, ref position))
            {
                continue;
            }

            if (first == RdbLayouts.ExpireMilliseconds && bytes.Length - position > sizeof(long))
            {
                position += 1 + sizeof(long);
                _expires = true;
                continue;
            }

            return BeginRecord(bytes, first, ref position);
        }

        return false;
    }

    /// <summary>A key with a string, when it is all at hand: most of most files, so without the state that others need.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool PassString(ReadOnlySpan<byte> bytes, ref int position)
    {
        var next = position + 1;
        if (RdbPrimitives.ReadString(bytes, ref next, out var name) != RdbRead.Done || name.Stored > bytes.Length - next)
        {
            return false;
        }

        var nameAt = next;
        next += (int)name.Stored;
        if (RdbPrimitives.ReadString(bytes, ref next, out var value) != RdbRead.Done || value.Stored > bytes.Length - next)
        {
            return false;
        }

        next += (int)value.Stored;
        _tally.AddKey(RdbKind.String, _expires);
        _expires = false;
        if (next - position > _tally.BiggestBytes)
        {
            var stored = bytes.Slice(nameAt, (int)Math.Min(name.Stored, RdbTally.NameBytes));
            _tally.SetBiggest(RdbKind.String, next - position, null, name, stored);
        }

        position = next;
        return true;
    }

    private bool BeginRecord(ReadOnlySpan<byte> bytes, byte first, ref int position)
    {
        if (_layouts![first] is not { } layout)
        {
            return StopAtRecord(first, ref position);
        }

        var next = position + 1;
        if (layout.Kind is null)
        {
            _expires |= first is RdbLayouts.ExpireMilliseconds or RdbLayouts.ExpireSeconds;
        }
        else if (!BeginKey(bytes, position, ref next))
        {
            return false;
        }

        _layout = layout;
        _place = 0;
        _elements = 0;
        position = next;
        return Pass(layout.Kind is null ? 0 : _nameHeader.Stored, bytes.Length, ref position);
    }

    private bool StopAtRecord(byte first, ref int position)
    {
        if (first == RdbLayouts.EndOfFile)
        {
            End = _base + ++position;
            return false;
        }

        return Stop(position, first == RdbLayouts.UnmarkedModule ? RdbUnknownKind.Module : RdbUnknownKind.Opcode, first);
    }

    private bool BeginKey(ReadOnlySpan<byte> bytes, int position, ref int next)
    {
        if (!ReadString(bytes, ref next, out var name))
        {
            return false;
        }

        if (bytes.Length - next < Math.Min(name.Stored, RdbTally.NameBytes))
        {
            return false;
        }

        _start = _base + position;
        _nameHeader = name;
        _nameAt = next;
        return true;
    }

    private void EndRecord(ReadOnlySpan<byte> bytes, int position)
    {
        if (_layout!.Kind is { } kind)
        {
            _tally.AddKey(kind, _expires);
            _expires = false;
            var size = _base + position - _start;
            if (size > _tally.BiggestBytes)
            {
                long? elements = _elements < 0 || kind is RdbKind.String or RdbKind.Module ? null : _elements;
                var stored = _nameAt < 0 ? _name : bytes[_nameAt..];
                _tally.SetBiggest(kind, size, elements, _nameHeader, stored[..(int)Math.Min(_nameHeader.Stored, RdbTally.NameBytes)]);
            }
        }

        _layout = null;
        _nameAt = -1;
    }

    /// <summary>Copies the name of a key whose record goes on in other bytes.</summary>
    private void KeepName(ReadOnlySpan<byte> bytes)
    {
        if (_layout?.Kind is not null && _nameAt >= 0)
        {
            bytes.Slice(_nameAt, (int)Math.Min(_nameHeader.Stored, RdbTally.NameBytes)).CopyTo(_name);
            _nameAt = -1;
        }
    }
}
