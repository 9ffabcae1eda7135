using System.Runtime.CompilerServices;

namespace FunctionsExport.Rdb;

internal sealed partial class RdbWalk
{
    private static readonly byte[] ShortStrings = CreateShortStrings();

    private bool WalkStrings(RdbField field, ReadOnlySpan<byte> bytes, ref int position)
    {
        if (_left < 0)
        {
            if (!ReadLength(bytes, ref position, out _elements))
            {
                return false;
            }

            _left = field == RdbField.Pairs ? 2 * _elements : _elements;
        }

        return WalkStringsLeft(bytes, field == RdbField.Scored ? sizeof(double) : 0, ref position);
    }

    /// <summary>Walks over strings, each with bytes behind it. Most of the time of files with many elements goes here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool WalkStringsLeft(ReadOnlySpan<byte> bytes, int behind, ref int position)
    {
        var left = _left;
        var at = position;
        ReadOnlySpan<byte> shortStrings = ShortStrings;
        while (left > 0 && (uint)at < (uint)bytes.Length)
        {
            var first = bytes[at];
            long next = shortStrings[first];
            if (next != 0)
            {
                next += at + behind;
            }
            else
            {
                var body = at;
                if (!ReadString(bytes, ref body, out var header))
                {
                    break;
                }

                next = body + header.Stored + behind;
            }

            left--;
            if (next > bytes.Length)
            {
                _skip = next - bytes.Length;
                at = bytes.Length;
                break;
            }

            at = (int)next;
        }

        position = at;
        _left = left > 0 || _skip > 0 ? left : -1;
        return _left < 0;
    }

    private bool WalkBlob(RdbField field, ReadOnlySpan<byte> bytes, ref int position)
    {
        var next = position;
        if (!ReadString(bytes, ref next, out var header))
        {
            return false;
        }

        var stored = (int)Math.Min(header.Stored, RdbBlob.StoredHeaderBytes);
        if (bytes.Length - next < stored)
        {
            return false;
        }

        Span<byte> plain = stackalloc byte[RdbBlob.HeaderBytes];
        plain = plain[..RdbText.Begin(header, bytes.Slice(next, stored), plain)];
        if (RdbBlob.Check(field, header, plain, out var count) is { } expected)
        {
            // Not how it begins: of a damaged file that may be anybody's data, and a manifest records the fault.
            return Fail(position, expected, $"{header.Length} bytes that are none");
        }

        AddElements(field, count);
        position = next;
        _skip = header.Stored;
        return true;
    }

    private void AddElements(RdbField field, long count)
    {
        if (field != RdbField.StreamListpack && _elements >= 0)
        {
            var entries = _layout!.EntriesPerElement;
            _elements = count < 0 || entries == 0 ? -1 : _elements + (count / entries);
        }
    }

    private bool WalkStreamId(ReadOnlySpan<byte> bytes, ref int position)
    {
        const int IdBytes = 16;
        var next = position;
        if (!ReadString(bytes, ref next, out var header))
        {
            return false;
        }

        if (header.Length != IdBytes)
        {
            return Fail(position, "an ID of a stream, a string of 16 bytes", $"a string of {header.Length} bytes");
        }

        position = next;
        _skip = header.Stored;
        return true;
    }

    private bool WalkListNode(ReadOnlySpan<byte> bytes, ref int position)
    {
        const int Element = 1;
        const int Elements = 2;
        var next = position;
        if (!ReadLength(bytes, ref next, out var container))
        {
            return false;
        }

        if (container is not (Element or Elements))
        {
            return Stop(position, RdbUnknownKind.Encoding, container);
        }

        if (!(container == Element ? WalkString(bytes, ref next) : WalkBlob(RdbField.Listpack, bytes, ref next)))
        {
            return false;
        }

        _elements += container == Element && _elements >= 0 ? 1 : 0;
        position = next;
        return true;
    }

    private bool WalkArrayElements(ReadOnlySpan<byte> bytes, ref int position)
    {
        _left = _left < 0 ? _elements : _left;
        while (_left > 0)
        {
            var next = position;
            if (!ReadLength(bytes, ref next, out _) || !ReadLength(bytes, ref next, out var tag))
            {
                return false;
            }

            // 0 and 3 are strings, 1 an integer, 2 a floating-point number.
            if (tag is 1 or 2)
            {
                _skip = sizeof(long);
            }
            else if (tag is not (0 or 3))
            {
                return Stop(position, RdbUnknownKind.Encoding, tag);
            }
            else if (!WalkString(bytes, ref next))
            {
                return false;
            }

            position = next;
            _left--;
            if (!Skip(bytes.Length, ref position))
            {
                return false;
            }
        }

        _left = -1;
        return true;
    }

    // How many bytes a string takes that says so in its first byte; 0 for the others.
    private static byte[] CreateShortStrings()
    {
        var sizes = new byte[256];
        for (var first = 0; first < 0x40; first++)
        {
            sizes[first] = (byte)(1 + first);
        }

        for (var integer = 0; integer < 3; integer++)
        {
            sizes[0xC0 + integer] = (byte)(1 + (1 << integer));
        }

        return sizes;
    }
}
