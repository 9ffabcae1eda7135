using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

/// <summary>One value of every type, written by hand.</summary>
internal static class RdbValues
{
    private const ulong Module = 0x8F5E_A1B2_C3D4_E401;

    public static readonly IReadOnlyList<RdbValue> All =
    [
        new("string", 0, RdbKind.String, null, b => b.Text("value")),
        new("string of 8 bits", 0, RdbKind.String, null, b => b.Raw(0xC0, 0x85)),
        new("string of 16 bits", 0, RdbKind.String, null, b => b.Raw(0xC1, 1, 2)),
        new("string of 32 bits", 0, RdbKind.String, null, b => b.Raw(0xC2, 1, 2, 3, 4)),
        new("compressed string", 0, RdbKind.String, null, b => b.Raw(0xC3, 5, 20, 0, (byte)'a', 0xE0, 10, 0)),
        new("string with a length of 14 bits", 0, RdbKind.String, null, b => b.Text(new string('x', 1000))),
        new("string with a length of 32 bits", 0, RdbKind.String, null, b => b.Text(new string('x', 70_000))),
        new("string with a length of 64 bits", 0, RdbKind.String, null, b => b.Raw(0x81, 0, 0, 0, 0, 0, 0, 0, 3).Raw("abc"u8)),
        new("list", 1, RdbKind.List, 3, b => b.Length(3).Text("a", "bb", "ccc")),
        new("set", 2, RdbKind.Set, 2, b => b.Length(2).Text("a", "bb")),
        new("sorted set with text", 3, RdbKind.SortedSet, 4, b => b.Length(4)
            .Text("a").Raw(3).Raw("1.5"u8).Text("b").Raw(254).Text("c").Raw(255).Text("d").Raw(1).Raw("7"u8)),
        new("hash", 4, RdbKind.Hash, 2, b => b.Length(2).Text("f", "1", "g", "2")),
        new("sorted set", 5, RdbKind.SortedSet, 2, b => b.Length(2).Text("a").Int64(0).Text("b").Int64(0x3FF0_0000_0000_0000)),
        new("module", 7, RdbKind.Module, null, b => b.Length(Module)
            .Lengths(2, 70_000, 1, 5).Length(3).Raw(1, 2, 3, 4).Length(4).Int64(1).Length(5).Text("text").Length(0)),
        new("zipmap", 9, RdbKind.Hash, 2, b => b.Blob(RdbPacked.Zipmap(("f", "1"), ("g", "22")))),
        new("list in a ziplist", 10, RdbKind.List, 2, b => b.Blob(RdbPacked.Ziplist("a", "bb"))),
        new("set in an intset", 11, RdbKind.Set, 3, b => b.Blob(RdbPacked.Intset(-1, 2, 300))),
        new("sorted set in a ziplist", 12, RdbKind.SortedSet, 2, b => b.Blob(RdbPacked.Ziplist("a", "1", "b", "2"))),
        new("hash in a ziplist", 13, RdbKind.Hash, 1, b => b.Blob(RdbPacked.Ziplist("f", "v"))),
        new("list of ziplists", 14, RdbKind.List, 3, b =>
            b.Length(2).Blob(RdbPacked.Ziplist("a", "b")).Blob(RdbPacked.Ziplist("c"))),
        new("stream", 15, RdbKind.Stream, 1, b => Groups(Nodes(b), read: false, active: false, nacked: false)),
        new("hash in a listpack", 16, RdbKind.Hash, 1, b => b.Blob(RdbPacked.Listpack("f", "v"))),
        new("sorted set in a listpack", 17, RdbKind.SortedSet, 2, b => b.Blob(RdbPacked.Listpack("a", "1", "b", "2"))),
        new("list of nodes", 18, RdbKind.List, 3, b =>
            b.Length(2).Length(2).Blob(RdbPacked.Listpack("a", "b")).Length(1).Text("alone")),
        new("second stream", 19, RdbKind.Stream, 1, b => Groups(History(Nodes(b)), read: true, active: false, nacked: false)),
        new("set in a listpack", 20, RdbKind.Set, 2, b => b.Blob(RdbPacked.Listpack("a", "b"))) { Version = 11 },
        new("third stream", 21, RdbKind.Stream, 1, b => Groups(History(Nodes(b)), read: true, active: true, nacked: false))
            { Version = 11 },
        new("early hash with expiring fields", 22, RdbKind.Hash, 2, b =>
            b.Length(2).Length(1_900_000_000_000).Text("f", "v").Length(0).Text("g", "w")) { Version = 12 },
        new("early listpack with expiring fields", 23, RdbKind.Hash, 1, b =>
            b.Blob(RdbPacked.Listpack("f", "v", "0"))) { Version = 12 },
        new("hash with expiring fields", 24, RdbKind.Hash, 2, b =>
            b.Int64(1_900_000_000_000).Length(2).Length(1).Text("f", "v").Length(0).Text("g", "w")) { Version = 12 },
        new("listpack with expiring fields", 25, RdbKind.Hash, 1, b =>
            b.Int64(1_900_000_000_000).Blob(RdbPacked.Listpack("f", "v", "0"))) { Version = 12 },
        new("fourth stream", 26, RdbKind.Stream, 1, b =>
            Once(Groups(History(Nodes(b)), read: true, active: true, nacked: false))) { Version = 13 },
        new("fifth stream", 27, RdbKind.Stream, 1, b =>
            Once(Groups(History(Nodes(b)), read: true, active: true, nacked: true))) { Version = 14 },
        new("array", 28, RdbKind.Array, 4, b => b.Length(4).Lengths(1, 49)
            .Lengths(0, 1).Int64(7).Lengths(1, 2).Int64(8).Lengths(100, 3).Text("small").Lengths(5000, 0).Text("a longer one"))
            { Version = 14 },
        new("array without an index", 28, RdbKind.Array, 1, b => b.Length(1).Length(0).Lengths(0, 1).Int64(7)) { Version = 14 },
        new("templated hash in a listpack", 30, RdbKind.Hash, null, b => b.Blob(RdbPacked.Listpack("1", "v"))) { Version = 15 },
        new("hash with expiring fields of Valkey", 22, RdbKind.Hash, 2, b =>
            b.Length(2).Text("f", "v").Int64(-1).Text("g", "w").Int64(1_900_000_000_000)) { Version = 80 },
    ];

    private static RdbBuilder Nodes(RdbBuilder b) =>
        b.Length(1).Length(16).Id(5, 0).Blob(RdbPacked.StreamNode()).Length(1).Lengths(5, 0);

    private static RdbBuilder History(RdbBuilder b) => b.Lengths(5, 0, 0, 0, 1);

    private static RdbBuilder Groups(RdbBuilder b, bool read, bool active, bool nacked)
    {
        b.Length(1).Text("group").Lengths(5, 0);
        if (read)
        {
            b.Length(1);
        }

        b.Length(1).Id(5, 0).Int64(1_700_000_000_000).Length(1);
        b.Length(2).Text("consumer").Int64(1_700_000_000_000);
        if (active)
        {
            b.Int64(1_700_000_000_000);
        }

        b.Length(1).Id(5, 0).Text("idle").Int64(1_700_000_000_000);
        if (active)
        {
            b.Int64(-1);
        }

        b.Length(0);
        return nacked ? b.Length(2).Id(6, 0).Id(7, 0) : b;
    }

    private static RdbBuilder Once(RdbBuilder b) =>
        b.Lengths(100, 100, 1).Text("producer").Length(2).Text("one").Lengths(5, 0).Text("two").Lengths(6, 0).Lengths(2, 0);
}
