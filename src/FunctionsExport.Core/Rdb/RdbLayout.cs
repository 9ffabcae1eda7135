namespace FunctionsExport.Rdb;

/// <summary>What follows an opcode, or the type of a value and its key's name.</summary>
internal sealed class RdbLayout
{
    /// <summary>How deep repetitions nest at most.</summary>
    public const int Depth = 3;

    /// <param name="kind">What the key holds; null for an opcode.</param>
    /// <param name="fields">What follows, in order.</param>
    public RdbLayout(RdbKind? kind, params RdbField[] fields)
    {
        Kind = kind;
        Fields = [.. fields, RdbField.End];
        Ends = FindEnds(Fields);
    }

    /// <summary>What the key holds; null for an opcode.</summary>
    public RdbKind? Kind { get; }

    /// <summary>What follows, in order; the last one is <see cref="RdbField.End"/>.</summary>
    public RdbField[] Fields { get; }

    /// <summary>Of each repetition, the place of its <see cref="RdbField.Next"/>.</summary>
    public int[] Ends { get; }

    /// <summary>How many entries of a ziplist or listpack make an element of the value; 0 when it varies.</summary>
    public int EntriesPerElement { get; init; } = 1;

    /// <summary>How many bytes a field of a fixed size has.</summary>
    public static int SizeOf(RdbField field) => field switch
    {
        RdbField.Byte => 1,
        RdbField.Bytes4 => 4,
        RdbField.Bytes8 => 8,
        _ => 16,
    };

    private static int[] FindEnds(RdbField[] fields)
    {
        var ends = new int[fields.Length];
        var open = new Stack<int>();
        for (var place = 0; place < fields.Length; place++)
        {
            if (fields[place] is RdbField.Repeat or RdbField.RepeatElements)
            {
                open.Push(place);
            }
            else if (fields[place] == RdbField.Next)
            {
                ends[open.Pop()] = place;
            }
        }

        return ends;
    }
}
