using System.Runtime.CompilerServices;

namespace FunctionsExport.Rdb;

internal sealed partial class RdbWalk
{
    private const int MostTemplates = 16_384;

    // The repetitions that the walk is in: where each begins, and how often it is still to be walked, this time included.
    private readonly int[] _repetitions = new int[RdbLayout.Depth];
    private readonly long[] _times = new long[RdbLayout.Depth];
    private int _depth;

    private readonly Dictionary<long, long> _templates = [];
    private string? _auxName;

    // How many elements the value has so far; -1 when that is not known.
    private long _elements;

    // How many are left of things that follow each other; -1 before their number was read.
    private long _left = -1;

    /// <summary>Walks on in the record; whether its end was reached.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool WalkRecord(ReadOnlySpan<byte> bytes, ref int position)
    {
        var fields = _layout!.Fields;
        while (fields[_place] != RdbField.End)
        {
            if (!WalkField(fields[_place], bytes, ref position))
            {
                return false;
            }

            // The place is behind a string already when the string goes on beyond the bytes at hand.
            _place++;
            if (!Skip(bytes.Length, ref position))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Walks over a field; whether it is done with, but for bytes that are left to skip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool WalkField(RdbField field, ReadOnlySpan<byte> bytes, ref int position)
    {
        switch (field)
        {
            case RdbField.Byte or RdbField.Bytes4 or RdbField.Bytes8 or RdbField.Bytes16:
                _skip = RdbLayout.SizeOf(field);
                return true;
            case RdbField.Text:
                return WalkString(bytes, ref position);
            case RdbField.Length:
                return ReadLength(bytes, ref position, out _);
            case RdbField.Strings or RdbField.Pairs or RdbField.Scored:
                return WalkStrings(field, bytes, ref position);
            case RdbField.Repeat or RdbField.RepeatElements:
                return BeginRepetition(field, bytes, ref position);
            case RdbField.Next:
                return EndRepetition();
            case RdbField.Ziplist or RdbField.Listpack or RdbField.StreamListpack or RdbField.Intset or RdbField.Zipmap:
                return WalkBlob(field, bytes, ref position);
            default:
                return WalkRareField(field, bytes, ref position);
        }
    }

    private bool WalkRareField(RdbField field, ReadOnlySpan<byte> bytes, ref int position) => field switch
    {
        RdbField.Elements => ReadLength(bytes, ref position, out _elements),
        RdbField.Number => WalkNumber(bytes, ref position),
        RdbField.StreamId => WalkStreamId(bytes, ref position),
        RdbField.ListNode => WalkListNode(bytes, ref position),
        RdbField.OptionalLength => WalkOptional(bytes, isString: false, ref position),
        RdbField.OptionalString => WalkOptional(bytes, isString: true, ref position),
        RdbField.ArrayElements => WalkArrayElements(bytes, ref position),
        RdbField.ModuleId => WalkModuleId(bytes, ref position),
        RdbField.ModuleUnsigned => WalkModuleUnsigned(bytes, ref position),
        RdbField.ModuleValue => WalkModuleValue(bytes, ref position),
        RdbField.AuxName => WalkAux(bytes, isName: true, ref position),
        RdbField.AuxValue => WalkAux(bytes, isName: false, ref position),
        RdbField.Database => WalkDatabase(bytes, ref position),
        RdbField.Function => WalkFunction(bytes, ref position),
        RdbField.Template => WalkTemplate(bytes, ref position),
        RdbField.TemplateValues => WalkTemplateValues(bytes, ref position),
        _ => throw new InvalidOperationException($"No way to walk over {field}."),
    };

    private bool BeginRepetition(RdbField field, ReadOnlySpan<byte> bytes, ref int position)
    {
        if (!ReadLength(bytes, ref position, out var times))
        {
            return false;
        }

        _elements = field == RdbField.RepeatElements ? times : _elements;
        if (times == 0)
        {
            _place = _layout!.Ends[_place];
            return true;
        }

        (_repetitions[_depth], _times[_depth]) = (_place, times);
        _depth++;
        return true;
    }

    private bool EndRepetition()
    {
        if (--_times[_depth - 1] > 0)
        {
            _place = _repetitions[_depth - 1];
        }
        else
        {
            _depth--;
        }

        return true;
    }

    private bool ReadLength(ReadOnlySpan<byte> bytes, ref int position, out long length)
    {
        var read = RdbPrimitives.ReadLength(bytes, ref position, out var value);
        length = RdbPrimitives.Limit(value);
        return read == RdbRead.Done || Refuse(read, bytes, position);
    }

    private bool ReadString(ReadOnlySpan<byte> bytes, ref int position, out RdbString header)
    {
        var read = RdbPrimitives.ReadString(bytes, ref position, out header);
        return read == RdbRead.Done || Refuse(read, bytes, position);
    }

    private bool Refuse(RdbRead read, ReadOnlySpan<byte> bytes, int position) => read switch
    {
        RdbRead.NoLength => Fail(position, "a length or a string", $"byte 0x{bytes[position]:x2}"),
        RdbRead.NewEncoding => Stop(position, RdbUnknownKind.Encoding, bytes[position] & 0x3F),
        _ => false,
    };

    private bool WalkString(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (!ReadString(bytes, ref position, out var header))
        {
            return false;
        }

        _skip = header.Stored;
        return true;
    }

    private bool WalkNumber(ReadOnlySpan<byte> bytes, ref int position)
    {
        const byte FirstWithoutText = 253;
        if (position == bytes.Length)
        {
            return false;
        }

        var length = bytes[position++];
        _skip = length < FirstWithoutText ? length : 0;
        return true;
    }
}
