using static FunctionsExport.Rdb.RdbField;

namespace FunctionsExport.Rdb;

/// <summary>
/// What is known of the format, by the byte that a record begins with (<c>src/rdb.h</c>, <c>src/rdb.c</c>: Redis 1.0 to 8.10,
/// versions 1 to 15; Valkey 7.2 to 9.2, versions 11, 80 and 81). What a file's version cannot have is not known: other servers
/// that write older versions give those numbers meanings of their own (Dragonfly, <c>src/server/rdb_extensions.h</c>: version 9 with
/// JSON as type 30, and once as type 20).
/// </summary>
internal static class RdbLayouts
{
    /// <summary>Ends a file; not among the layouts.</summary>
    public const byte EndOfFile = 255;

    /// <summary>A key's time to live, in milliseconds since 1970; among the layouts, too.</summary>
    public const byte ExpireMilliseconds = 252;

    /// <summary>A key's time to live, in seconds since 1970; among the layouts, too.</summary>
    public const byte ExpireSeconds = 253;

    /// <summary>A module's value without marks (Redis 4.0 before its release): only the module knows where it ends.</summary>
    public const byte UnmarkedModule = 6;

    /// <summary>The newest version of Redis's format that is known (Redis 8.10).</summary>
    public const int NewestRedis = 15;

    /// <summary>The first version of Valkey's own format (Valkey 9.0; <c>RDB_VERSION_MAP</c>).</summary>
    public const int OldestValkey = 80;

    /// <summary>The newest version of Valkey's format that is known (Valkey 9.2).</summary>
    public const int NewestValkey = 81;

    // The first version that may have them. Types before 16, and from 26 on against each other, are not held to the version that
    // brought them: Redis before a release wrote new types in the version before.
    private static readonly (byte First, byte Last, int Version)[] Since =
        [(16, 19, 10), (20, 21, 11), (22, 32, 12), (242, 242, 14), (243, 243, 13)];

    private static readonly RdbField[] ConsumerFields = [Repeat, Text, Bytes8, Repeat, Bytes16, Next, Next];
    private static readonly RdbField[] ActiveConsumerFields = [Repeat, Text, Bytes8, Bytes8, Repeat, Bytes16, Next, Next];
    private static readonly RdbField[] PendingFields = [Repeat, Bytes16, Bytes8, Length, Next];

    /// <summary>The layouts by first byte, null where none is known.</summary>
    public static RdbLayout?[] Of(RdbFormat format, int version)
    {
        var layouts = new RdbLayout?[256];
        AddOpcodes(layouts);
        AddPlainValues(layouts);
        AddPackedValues(layouts);
        AddStreams(layouts);
        if (format == RdbFormat.Valkey)
        {
            AddValkey(layouts);
        }
        else
        {
            AddRedis(layouts);
        }

        foreach (var (first, last, _) in Since.Where(since => version < since.Version))
        {
            layouts.AsSpan(first, last - first + 1).Clear();
        }

        return layouts;
    }

    private static void AddOpcodes(RdbLayout?[] layouts)
    {
        layouts[107] = new(null, Length); // Redis Enterprise: RAM_LRU (librdb, src/lib/parser.c)
        layouts[121] = new(null, Length); // Redis Enterprise: SLOT_NUM (librdb, src/lib/parser.c)
        layouts[244] = new(null, Length, Length, Length); // SLOT_INFO: slot, keys, keys with expiry (Redis 7.4)
        layouts[245] = new(null, Function);
        layouts[246] = new(null, Text, Text, OptionalString, Function); // Redis 7.0 before its release: name, engine, description
        layouts[247] = new(null, ModuleId, ModuleUnsigned, Length, ModuleValue); // MODULE_AUX
        layouts[248] = new(null, Length); // IDLE
        layouts[249] = new(null, RdbField.Byte); // FREQ
        layouts[250] = new(null, AuxName, AuxValue);
        layouts[251] = new(null, Length, Length); // RESIZEDB
        layouts[ExpireMilliseconds] = new(null, Bytes8);
        layouts[ExpireSeconds] = new(null, Bytes4);
        layouts[254] = new(null, Database); // SELECTDB
    }

    private static void AddPlainValues(RdbLayout?[] layouts)
    {
        layouts[0] = new(RdbKind.String, Text);
        layouts[1] = new(RdbKind.List, Strings);
        layouts[2] = new(RdbKind.Set, Strings);
        layouts[3] = new(RdbKind.SortedSet, RepeatElements, Text, Number, Next);
        layouts[4] = new(RdbKind.Hash, Pairs);
        layouts[5] = new(RdbKind.SortedSet, Scored);
        layouts[7] = new(RdbKind.Module, ModuleId, ModuleValue);
    }

    private static void AddPackedValues(RdbLayout?[] layouts)
    {
        layouts[9] = new(RdbKind.Hash, Zipmap) { EntriesPerElement = 2 };
        layouts[10] = new(RdbKind.List, Ziplist);
        layouts[11] = new(RdbKind.Set, Intset);
        layouts[12] = new(RdbKind.SortedSet, Ziplist) { EntriesPerElement = 2 };
        layouts[13] = new(RdbKind.Hash, Ziplist) { EntriesPerElement = 2 };
        layouts[14] = new(RdbKind.List, Repeat, Ziplist, Next);
        layouts[16] = new(RdbKind.Hash, Listpack) { EntriesPerElement = 2 };
        layouts[17] = new(RdbKind.SortedSet, Listpack) { EntriesPerElement = 2 };
        layouts[18] = new(RdbKind.List, Repeat, ListNode, Next);
        layouts[20] = new(RdbKind.Set, Listpack);
    }

    // Nodes; elements, last ID; from the second form on first ID, greatest deleted ID, how many were ever added; groups: name, last
    // ID, from the second form on how many were read, entries that are pending (ID, time, deliveries), consumers: name, time seen,
    // from the third form on time active, IDs that are pending.
    private static void AddStreams(RdbLayout?[] layouts)
    {
        RdbField[] nodes = [Repeat, StreamId, StreamListpack, Next, Elements, Length, Length];
        RdbField[] history = [Length, Length, Length, Length, Length];
        RdbField[] group = [Repeat, Text, Length, Length];
        layouts[15] = new(RdbKind.Stream, [.. nodes, .. group, .. PendingFields, .. ConsumerFields, Next]);
        layouts[19] = new(
            RdbKind.Stream, [.. nodes, .. history, .. group, Length, .. PendingFields, .. ConsumerFields, Next]);
        layouts[21] = new(
            RdbKind.Stream, [.. nodes, .. history, .. group, Length, .. PendingFields, .. ActiveConsumerFields, Next]);
    }

    private static void AddRedis(RdbLayout?[] layouts)
    {
        layouts[22] = new(RdbKind.Hash, RepeatElements, Length, Text, Text, Next); // 7.4 before its release
        layouts[23] = new(RdbKind.Hash, Listpack) { EntriesPerElement = 3 }; // 7.4 before its release
        layouts[24] = new(RdbKind.Hash, Bytes8, RepeatElements, Length, Text, Text, Next);
        layouts[25] = new(RdbKind.Hash, Bytes8, Listpack) { EntriesPerElement = 3 };
        AddNewRedisStreams(layouts);
        layouts[28] = new(RdbKind.Array, Elements, OptionalLength, ArrayElements);

        // 29 and 31 stand in the answer of DUMP only.
        layouts[30] = new(RdbKind.Hash, Listpack) { EntriesPerElement = 0 };
        layouts[32] = new(RdbKind.Hash, TemplateValues);
        layouts[242] = new(null, Template);
        layouts[243] = new(null, Repeat, Bytes4, ModuleValue, Next);
    }

    // Redis 8.6: producers of messages that are added once: duration, most entries, producers with the messages' names and IDs,
    // added, refused. Redis 8.8: in each group, the IDs that no consumer wants.
    private static void AddNewRedisStreams(RdbLayout?[] layouts)
    {
        RdbField[] begin =
        [
            Repeat, StreamId, StreamListpack, Next, Elements, Length, Length, Length, Length, Length, Length, Length,
            Repeat, Text, Length, Length, Length, .. PendingFields, .. ActiveConsumerFields,
        ];
        RdbField[] once =
            [Length, Length, Repeat, Text, Repeat, Text, Length, Length, Next, Next, Length, Length];
        layouts[26] = new(RdbKind.Stream, [.. begin, Next, .. once]);
        layouts[27] = new(RdbKind.Stream, [.. begin, Repeat, Bytes16, Next, Next, .. once]);
    }

    private static void AddValkey(RdbLayout?[] layouts)
    {
        layouts[22] = new(RdbKind.Hash, RepeatElements, Text, Text, Bytes8, Next);
        layouts[243] = new(null, Text, Repeat, Length, Length, Next); // SLOT_IMPORT: job, ranges of slots
    }
}
