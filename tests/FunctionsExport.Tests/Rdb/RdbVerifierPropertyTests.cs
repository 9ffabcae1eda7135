using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

public sealed class RdbVerifierPropertyTests
{
    // What a verifier and its report take, whatever the file holds.
    private const long MostAllocated = 8 << 20;

    private static readonly byte[] File = RdbSampleFile.Begin().End();

    [Fact]
    public void Sample_is_good()
    {
        var report = Verified.Whole(File);
        Assert.Equal((null, null, Proof.Full), (report.Fault, report.Unknown, report.Proof));
    }

    [Fact]
    public void Every_beginning_is_refused()
    {
        for (var length = 0; length < File.Length; length++)
        {
            var report = Verified.Whole(File.AsSpan(0, length));
            Assert.True(report.Fault is not null && report.Proof == Proof.None, $"The first {length} bytes pass.");
        }
    }

    [Fact]
    public void Every_beginning_of_a_file_without_a_checksum_is_refused()
    {
        var file = RdbSampleFile.Begin().EndWithoutChecksum();
        for (var length = 0; length < file.Length; length++)
        {
            Assert.NotNull(Verified.Whole(file.AsSpan(0, length)).Fault);
        }
    }

    [Fact]
    public void A_changed_byte_at_any_of_a_thousand_places_is_refused()
    {
        var random = new Random(1);
        var file = File.ToArray();
        for (var round = 0; round < 1000; round++)
        {
            var place = random.Next(file.Length);
            var change = (byte)random.Next(1, 256);
            file[place] ^= change;
            var report = Verified.Whole(file);
            file[place] ^= change;
            Assert.True(
                report.Fault is not null && report.Proof == Proof.None, $"Byte {place} changed by {change} passes.");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(500)]
    [InlineData(5000)]
    public void Pieces_of_any_length_give_the_same_report(int most)
    {
        var expected = Verified.Summary(Verified.Whole(File));
        var random = new Random(most);
        for (var round = 0; round < 20; round++)
        {
            Assert.Equal(expected, Verified.Summary(Verified.InPieces(File, () => random.Next(1, most + 1))));
        }
    }

    [Fact]
    public void Two_pieces_cut_anywhere_give_the_same_report()
    {
        var expected = Verified.Summary(Verified.Whole(File));
        for (var cut = 1; cut < File.Length; cut++)
        {
            var length = cut;
            Assert.Equal(expected, Verified.Summary(Verified.InPieces(File, () => (length, length = int.MaxValue).length)));
        }
    }

    [Fact]
    public void Changed_files_give_the_same_report_in_pieces_and_take_little_memory()
    {
        var random = new Random(2);
        for (var round = 0; round < 3000; round++)
        {
            var file = Mutation.Of(File, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var report = Verified.Whole(file);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
            var piece = random.Next(1, 400);
            Assert.Equal(Verified.Summary(report), Verified.Summary(Verified.InPieces(file, () => piece)));
        }
    }

    [Fact]
    public void Random_bytes_neither_throw_nor_take_memory()
    {
        var random = new Random(3);
        var bytes = new byte[4096];
        for (var round = 0; round < 3000; round++)
        {
            random.NextBytes(bytes);
            new RdbBuilder(round % 2 == 0 ? "REDIS0015" : "VALKEY081").Unfinished().CopyTo(bytes, 0);
            bytes[9] = (byte)(round % 256);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Verified.Whole(bytes);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        }
    }

    private static readonly Dictionary<string, Func<byte[]>> FloodFiles = new()
    {
        ["databases"] = () => Repeat(new RdbBuilder(), 100_000, (b, i) => b.Opcode(254).Length((ulong)i).StringKey("a", "1")),
        ["AUX fields"] = () => Repeat(new RdbBuilder(), 100_000, (b, i) => b.Opcode(250).Text($"{i}", new string('x', 200))),
        ["AUX fields of one name"] = () => Repeat(new RdbBuilder(), 100_000, (b, _) => b.Opcode(250).Text("lua", "x")),
        ["modules"] = () => Repeat(new RdbBuilder(), 100_000, (b, i) => b.Key(7, "m").Length((ulong)i << 10).Length(0)),
        ["templates"] = () => Repeat(new RdbBuilder("REDIS0015"), 100_000, (b, i) => b.Opcode(242).Length((ulong)i).Length(0)),
        ["keys, each bigger"] = () => Repeat(new RdbBuilder(), 5_000, (b, i) => b.StringKey("a", new string('x', i))),
        ["a length beyond all files"] = () => new RdbBuilder().Key(0, "a").Length(ulong.MaxValue).Raw(new byte[1000]).Unfinished(),
        ["elements beyond all files"] = () => new RdbBuilder().Key(4, "a").Length(ulong.MaxValue).Raw(new byte[1000]).Unfinished(),
        ["nodes beyond all files"] = () => new RdbBuilder().Key(14, "a").Length(ulong.MaxValue).Raw(new byte[1000]).Unfinished(),
        ["a compressed string beyond all files"] = () => new RdbBuilder().Key(0, "a").Raw(0xC3)
            .Lengths(ulong.MaxValue, ulong.MaxValue).Raw(new byte[1000]).Unfinished(),
    };

    public static TheoryData<string> Floods => new(FloodFiles.Keys);

    [Theory]
    [MemberData(nameof(Floods))]
    public void Memory_does_not_depend_on_what_the_file_holds(string what)
    {
        var file = FloodFiles[what]();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = Verified.Whole(file);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostAllocated, $"{what}: {allocated} bytes");
        Assert.Equal(what.Contains("beyond", StringComparison.Ordinal), report.Fault is not null);
    }

    [Fact]
    public void Keys_of_databases_beyond_those_that_are_told_apart_are_counted()
    {
        var report = Verified.Whole(Repeat(new RdbBuilder(), 5000, (b, i) =>
            b.Opcode(254).Length((ulong)i).Opcode(252).Int64(1).StringKey("a", "1")));
        Assert.Equal((5000, 5000), (report.Keys, report.KeysWithExpiry));
        Assert.Equal(1024, report.Databases.Count);
    }

    [Fact]
    public void Walk_over_keys_allocates_nothing_for_each()
    {
        var builder = new RdbBuilder();
        for (var i = 0; i < 2000; i++)
        {
            foreach (var value in RdbValues.All.Where(value => value.Version <= 10 && !value.Name.Contains("length of", StringComparison.Ordinal)))
            {
                value.WriteKey(builder, "key");
            }
        }

        var file = builder.End();
        var verifier = new RdbVerifier();
        verifier.Append(file.AsSpan(0, 100_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        verifier.Append(file.AsSpan(100_000));

        // A byte for each key would be more; the runtime itself takes some for the first run.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        var report = verifier.Complete();
        Assert.Equal(Proof.Full, report.Proof);
        Assert.True(report.Keys > 40_000);
    }

    private static byte[] Repeat(RdbBuilder builder, int times, Action<RdbBuilder, int> write)
    {
        for (var i = 0; i < times; i++)
        {
            write(builder, i);
        }

        return builder.End();
    }
}
