using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

public sealed class RdbVerifierValueTests
{
    private const int NewestOfRedis70 = 10;

    public static TheoryData<string> Names => new(RdbValues.All.Select(value => value.Name));

    public static TheoryData<string> NamesInRedis70 =>
        new(RdbValues.All.Where(value => value.Version <= NewestOfRedis70).Select(value => value.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_is_walked_over_and_counted(string name)
    {
        var value = Named(name);
        var builder = new RdbBuilder(value.Header).Opcode(254).Length(3);
        builder.StringKey("before", "1");
        var begin = builder.Count;
        var bytes = value.WriteKey(builder, "the key").Count - begin;
        builder.StringKey("after", "2");

        var report = Verified.Whole(builder.End());

        Assert.Null(report.Fault);
        Assert.Null(report.Unknown);
        Assert.Equal(Proof.Full, report.Proof);
        Assert.Equal(3, report.Keys);
        var database = Assert.Single(report.Databases);
        Assert.Equal(3, database.Number);
        Assert.Equal(value.Kind == RdbKind.String ? 3 : 1, database.KeysPerKind[value.Kind]);
        Assert.Equal(new RdbBiggestKey(3, value.Kind, bytes, value.Elements, "the key"), report.BiggestKey);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_that_is_cut_anywhere_is_refused_there(string name)
    {
        var value = Named(name);
        var file = value.WriteKey(new RdbBuilder(value.Header), "key").End();
        var step = file.Length > 10_000 ? 997 : 1;
        for (var length = 0; length < file.Length; length += step)
        {
            var report = Verified.Whole(file.AsSpan(0, length));
            Assert.NotNull(report.Fault);
            Assert.Equal(length, report.Fault.Offset);
            Assert.Equal("the end of the file", report.Fault.Found);
            Assert.Equal(Proof.None, report.Proof);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_in_pieces_of_one_byte_gives_the_same_report(string name)
    {
        var value = Named(name);
        var builder = value.WriteKey(new RdbBuilder(value.Header), "one");
        var file = value.WriteKey(builder.StringKey("between", "x"), "two").End();
        Assert.Equal(
            Verified.Summary(Verified.Whole(file)),
            Verified.Summary(Verified.InPieces(file, () => 1)));
    }

    [Theory]
    [MemberData(nameof(NamesInRedis70))]
    public async Task Value_that_this_suite_writes_is_one_for_redis_too(string name)
    {
        var (accepts, output) = await RedisCheckRdb.RunAsync(Named(name).WriteKey(new RdbBuilder(), "key").End());
        Assert.True(accepts, output);
        Assert.Contains("Checksum OK", output, StringComparison.Ordinal);
        Assert.Contains("1 keys read", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_type_that_is_known_is_among_the_values()
    {
        var types = RdbLayouts.Of(RdbFormat.Redis, RdbLayouts.NewestRedis)
            .Select((layout, number) => (layout, number)).Where(type => type.layout?.Kind is not null).Select(type => type.number);

        // 32 needs a template before it; it is tested with the opcodes.
        Assert.Equal(
            types.Where(type => type != 32),
            RdbValues.All.Where(value => value.Version < 80).Select(value => (int)value.Type).Distinct().Order());
    }

    [Fact]
    public void Empty_collections_are_walked_over()
    {
        // Servers leave them out when they load a file, but old ones wrote them.
        var builder = new RdbBuilder("REDIS0012");
        foreach (byte type in new byte[] { 1, 2, 3, 4, 5, 14, 18, 22 })
        {
            builder.Key(type, $"type {type}").Length(0);
        }

        var report = Verified.Whole(builder.End());
        Assert.Equal((Proof.Full, 8), (report.Proof, report.Keys));
    }

    private static RdbValue Named(string name) => RdbValues.All.Single(value => value.Name == name);

    [Fact]
    public void Fault_does_not_repeat_what_is_in_the_file()
    {
        var report = Verified.Whole(new RdbBuilder().Key(16, "a").Text("password=hunter2").End());
        Assert.Equal("16 bytes that are none", report.Fault?.Found);
    }
}
