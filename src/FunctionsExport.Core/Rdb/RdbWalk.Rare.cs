namespace FunctionsExport.Rdb;

internal sealed partial class RdbWalk
{
    private bool WalkOptional(ReadOnlySpan<byte> bytes, bool isString, ref int position)
    {
        var next = position;
        if (!ReadLength(bytes, ref next, out var has))
        {
            return false;
        }

        if (has > 0 && !(isString ? WalkString(bytes, ref next) : ReadLength(bytes, ref next, out _)))
        {
            return false;
        }

        position = next;
        return true;
    }

    private bool WalkModuleId(ReadOnlySpan<byte> bytes, ref int position)
    {
        var read = RdbPrimitives.ReadLength(bytes, ref position, out var id);
        if (read != RdbRead.Done)
        {
            return Refuse(read, bytes, position);
        }

        _tally.AddModule(id);
        return true;
    }

    private bool WalkModuleUnsigned(ReadOnlySpan<byte> bytes, ref int position)
    {
        const int Unsigned = 2;
        var next = position;
        if (!ReadLength(bytes, ref next, out var mark))
        {
            return false;
        }

        if (mark != Unsigned)
        {
            return Fail(position, "the mark 2 of a module's number", $"{mark}");
        }

        position = next;
        return true;
    }

    private bool WalkModuleValue(ReadOnlySpan<byte> bytes, ref int position)
    {
        while (true)
        {
            var next = position;
            if (!ReadLength(bytes, ref next, out var mark))
            {
                return false;
            }

            if (mark == 0)
            {
                position = next;
                return true;
            }

            if (!WalkModulePart(mark, bytes, ref next))
            {
                return false;
            }

            position = next;
            if (!Skip(bytes.Length, ref position))
            {
                return false;
            }
        }
    }

    private bool WalkModulePart(long mark, ReadOnlySpan<byte> bytes, ref int position)
    {
        switch (mark)
        {
            case 1 or 2: // A signed or unsigned integer.
                return ReadLength(bytes, ref position, out _);
            case 3:
                _skip = sizeof(float);
                return true;
            case 4:
                _skip = sizeof(double);
                return true;
            case 5:
                return WalkString(bytes, ref position);
            default:
                return Stop(position - 1, RdbUnknownKind.Encoding, mark);
        }
    }

    private bool WalkAux(ReadOnlySpan<byte> bytes, bool isName, ref int position)
    {
        var next = position;
        if (!ReadString(bytes, ref next, out var header))
        {
            return false;
        }

        var stored = (int)Math.Min(header.Stored, RdbTally.AuxBytes);
        if (bytes.Length - next < stored)
        {
            return false;
        }

        // Scripts, which Redis kept in AUX fields once, are too long to be kept here.
        var isKept = _tally.HasRoomForAux && header.Stored <= RdbTally.AuxBytes && header.Length <= RdbTally.AuxBytes;
        var text = isKept ? RdbText.Show(header, bytes.Slice(next, stored), RdbTally.AuxBytes) : null;
        if (isName)
        {
            _auxName = text;
        }
        else if (_auxName is not null && text is not null)
        {
            _tally.AddAux(_auxName, text);
        }

        position = next;
        _skip = header.Stored;
        return true;
    }

    private bool WalkDatabase(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (!ReadLength(bytes, ref position, out var number))
        {
            return false;
        }

        _tally.SelectDatabase(number);
        return true;
    }

    private bool WalkFunction(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (!WalkString(bytes, ref position))
        {
            return false;
        }

        _tally.Functions++;
        return true;
    }

    private bool WalkTemplate(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (_left < 0)
        {
            var next = position;
            if (!ReadLength(bytes, ref next, out var id) || !ReadLength(bytes, ref next, out var fields))
            {
                return false;
            }

            if (_templates.Count == MostTemplates)
            {
                return Stop(position, RdbUnknownKind.Encoding, id);
            }

            position = next;
            _templates[id] = fields;
            _left = fields;
        }

        return WalkStringsLeft(bytes, 0, ref position);
    }

    private bool WalkTemplateValues(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (_left < 0)
        {
            var next = position;
            if (!ReadLength(bytes, ref next, out var id))
            {
                return false;
            }

            if (!_templates.TryGetValue(id, out var fields))
            {
                return Stop(position, RdbUnknownKind.Encoding, id);
            }

            position = next;
            _elements = fields;
            _left = fields;
        }

        return WalkStringsLeft(bytes, 0, ref position);
    }
}
