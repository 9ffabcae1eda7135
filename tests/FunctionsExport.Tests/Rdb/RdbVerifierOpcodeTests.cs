using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

public sealed class RdbVerifierOpcodeTests
{
    [Fact]
    public void Aux_fields_are_reported_as_text()
    {
        var report = Verified.Whole(new RdbBuilder()
            .Opcode(250).Text("redis-ver", "7.0.15")
            .Opcode(250).Text("redis-bits").Raw(0xC0, 64)
            .Opcode(250).Text("ctime").Raw(0xC2, 0xD7, 0x38, 0x03, 0x6B)
            .Opcode(250).Text("redis-ver", "second")
            .Opcode(250).Text("odd\n\\", "é")
            .Opcode(250).Text("lua", new string('x', 300))
            .End());

        Assert.Equal(Proof.Full, report.Proof);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["redis-ver"] = "7.0.15",
                ["redis-bits"] = "64",
                ["ctime"] = "1795373271",
                [@"odd\x0a\\"] = @"\xc3\xa9",
            },
            report.Aux);
    }

    [Fact]
    public void Keys_and_expiries_are_counted_per_database()
    {
        var report = Verified.Whole(new RdbBuilder()
            .Opcode(254).Length(0).Opcode(251).Lengths(3, 2)
            .Opcode(252).Int64(1).StringKey("a", "1")
            .Opcode(253).Raw(1, 2, 3, 4).Opcode(249).Raw(7).Key(2, "b").Length(1).Text("x")
            .Opcode(248).Length(70_000).StringKey("c", "3")
            .Opcode(254).Length(15).StringKey("d", "4")
            .Opcode(254).Length(0).StringKey("e", "5")
            .Opcode(254).Length(9)
            .End());

        Assert.Equal(Proof.Full, report.Proof);
        Assert.Equal((5, 2), (report.Keys, report.KeysWithExpiry));
        Assert.Equal([(0L, 4L, 2L), (15L, 1L, 0L)], report.Databases.Select(d => (d.Number, d.Keys, d.KeysWithExpiry)));
        Assert.Equal([(RdbKind.String, 3L), (RdbKind.Set, 1L)], report.Databases[0].KeysPerKind.Select(kind => (kind.Key, kind.Value)));
    }

    [Fact]
    public void Functions_are_counted()
    {
        var report = Verified.Whole(new RdbBuilder()
            .Opcode(245).Text("#!lua name=one")
            .Opcode(246).Text("two", "lua").Length(1).Text("what it does", "code")
            .Opcode(246).Text("three", "lua").Length(0).Text("code")
            .End());
        Assert.Equal((Proof.Full, 3L), (report.Proof, report.Functions));
    }

    [Fact]
    public void Modules_are_named_from_keys_and_from_their_own_data()
    {
        // Names of nine characters of six bits each: "ReJSON-RL" version 3, "test__rdb" version 1.
        var report = Verified.Whole(new RdbBuilder("REDIS0012")
            .Opcode(247).Length(ModuleId("test__rdb", 1)).Lengths(2, 1).Length(5).Text("x").Length(0)
            .Opcode(7).Text("k").Length(ModuleId("ReJSON-RL", 3)).Length(5).Text("{}").Length(0)
            .Opcode(7).Text("l").Length(ModuleId("ReJSON-RL", 4)).Length(0)
            .End());
        Assert.Equal(Proof.Full, report.Proof);
        Assert.Equal(["ReJSON-RL", "test__rdb"], report.Modules);
    }

    [Theory]
    [InlineData("REDIS0012")]
    [InlineData("VALKEY080")]
    public void Slots_of_a_cluster_are_walked_over(string header) => Assert.Equal(
        Proof.Full,
        Verified.Whole(new RdbBuilder(header).Opcode(244).Lengths(16_383, 1, 0).StringKey("a", "1").End()).Proof);

    [Fact]
    public void Opcodes_of_redis_enterprise_are_walked_over() => Assert.Equal(
        Proof.Full,
        Verified.Whole(new RdbBuilder("REDIS0012")
            .Opcode(121).Length(7000).Opcode(107).Length(1_700_000_000).StringKey("a", "1").End()).Proof);

    [Fact]
    public void Slots_that_valkey_imports_are_walked_over() => Assert.Equal(
        (Proof.Full, 1),
        Walked(new RdbBuilder("VALKEY080").Opcode(243).Text("job").Length(2).Lengths(0, 100, 200, 300).StringKey("a", "1")));

    [Fact]
    public void Metadata_of_keys_is_walked_over() => Assert.Equal(
        (Proof.Full, 1),
        Walked(new RdbBuilder("REDIS0013").Opcode(243).Length(2)
            .Raw(1, 2, 3, 4).Length(5).Text("x").Length(0).Raw(5, 6, 7, 8).Lengths(2, 9, 0).StringKey("a", "1")));

    [Fact]
    public void Hashes_of_a_template_have_as_many_values_as_it_has_fields() => Assert.Equal(
        (Proof.Full, 3),
        Walked(new RdbBuilder("REDIS0015")
            .Opcode(242).Length(1).Length(3).Text("f", "g", "h")
            .Opcode(242).Length(500).Length(0)
            .Key(32, "a").Length(1).Text("1", "2", "3")
            .Key(32, "b").Length(500)
            .StringKey("c", "1")));

    [Theory]
    [InlineData("REDIS0012", 243)]
    [InlineData("REDIS0013", 242)]
    [InlineData("VALKEY081", 242)]
    [InlineData("VALKEY081", 23)]
    [InlineData("VALKEY081", 24)]
    public void Number_with_another_meaning_elsewhere_is_unknown(string header, byte number)
    {
        var report = Verified.Whole(new RdbBuilder(header).Opcode(number).Text("x").End());
        Assert.Equal(new RdbUnknown(9, RdbUnknownKind.Opcode, number), report.Unknown);
        Assert.Equal(Proof.Checksum, report.Proof);
    }

    private static (Proof Proof, long Keys) Walked(RdbBuilder builder)
    {
        var report = Verified.Whole(builder.End());
        return (report.Proof, report.Keys);
    }

    private static ulong ModuleId(string name, ulong version)
    {
        const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return (name.Aggregate(0UL, (id, character) => (id << 6) | (uint)Characters.IndexOf(character, StringComparison.Ordinal)) << 10)
            | version;
    }
}
