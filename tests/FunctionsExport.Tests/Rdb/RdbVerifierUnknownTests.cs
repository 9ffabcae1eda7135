using FunctionsExport.Checksums;
using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

public sealed class RdbVerifierUnknownTests
{
    private static readonly byte[] Rest = [.. Enumerable.Repeat((byte)0xE7, 200_000)];

    [Fact]
    public void Unknown_opcode_ends_the_walk_and_not_the_file()
    {
        var report = Verified.Whole(new RdbBuilder().StringKey("a", "1").Opcode(200).Raw(Rest).End());
        Assert.Null(report.Fault);
        Assert.Equal(new RdbUnknown(14, RdbUnknownKind.Opcode, 200), report.Unknown);
        Assert.Equal((Proof.Checksum, 1L), (report.Proof, report.Keys));
        Assert.Equal(report.Checksum, report.RecordedChecksum);
    }

    [Fact]
    public void Unknown_opcode_in_a_file_without_a_checksum_proves_nothing()
    {
        var report = Verified.Whole(new RdbBuilder().Opcode(200).Raw(Rest).EndWithoutChecksum());
        Assert.Equal((null, Proof.None, 0UL), (report.Fault, report.Proof, report.RecordedChecksum));
        Assert.NotNull(report.Unknown);
    }

    [Fact]
    public void Unknown_opcode_before_version_5_proves_nothing()
    {
        var report = Verified.Whole(new RdbBuilder("REDIS0004").Opcode(200).Raw(Rest).EndAsBeforeVersion5());
        Assert.Equal((null, Proof.None), (report.Fault, report.Proof));
        Assert.Null(report.RecordedChecksum);
    }

    [Fact]
    public void Wrong_checksum_behind_an_unknown_opcode_is_a_fault()
    {
        var file = new RdbBuilder().Opcode(200).Raw(Rest).End();
        file[100_000] ^= 1;
        var report = Verified.Whole(file);
        Assert.Equal((file.Length - 8, Proof.None), (report.Fault?.Offset, report.Proof));
        Assert.NotNull(report.Unknown);
    }

    [Fact]
    public void Every_beginning_of_a_file_with_an_unknown_opcode_is_refused()
    {
        var file = new RdbBuilder().Opcode(200).Raw(Rest.AsSpan(0, 100)).Raw(new byte[100]).End();
        for (var length = 0; length < file.Length; length++)
        {
            Assert.NotNull(Verified.Whole(file.AsSpan(0, length)).Fault);
        }
    }

    [Theory]
    [InlineData(6, RdbUnknownKind.Module)]
    [InlineData(8, RdbUnknownKind.Opcode)]
    [InlineData(29, RdbUnknownKind.Opcode)]
    [InlineData(33, RdbUnknownKind.Opcode)]
    [InlineData(101, RdbUnknownKind.Opcode)]
    public void Type_that_cannot_be_skipped_ends_the_walk(byte type, object kind)
    {
        var report = Verified.Whole(new RdbBuilder("REDIS0015").Key(type, "key").Raw(Rest).End());
        Assert.Equal(new RdbUnknown(9, (RdbUnknownKind)kind, type), report.Unknown);
        Assert.Equal((Proof.Checksum, 0L), (report.Proof, report.Keys));
    }

    [Theory]
    [InlineData("REDIS0009", 16)]
    [InlineData("REDIS0009", 20)] // JSON in a file of Dragonfly before 1.11.
    [InlineData("REDIS0010", 21)]
    [InlineData("REDIS0011", 22)]
    [InlineData("REDIS0011", 25)]
    [InlineData("REDIS0011", 26)]
    [InlineData("REDIS0011", 32)]
    [InlineData("REDIS0009", 30)] // JSON in a file of Dragonfly.
    [InlineData("REDIS0012", 243)]
    [InlineData("REDIS0013", 242)]
    public void Type_that_the_version_does_not_have_is_another_servers_and_no_fault(string header, byte type)
    {
        var report = Verified.Whole(new RdbBuilder(header).Key(type, "key").Text("{\"json\":true}").Raw(Rest).End());
        Assert.Null(report.Fault);
        Assert.Equal(new RdbUnknown(9, RdbUnknownKind.Opcode, type), report.Unknown);
        Assert.Equal(Proof.Checksum, report.Proof);
    }

    public static TheoryData<string, byte[], int, long> Marks => new()
    {
        { "encoding of a string", new RdbBuilder().Key(0, "a").Raw(0xC4).Unfinished(), 12, 4 },
        { "encoding of a key's name", new RdbBuilder().Opcode(0).Raw(0xFF).Unfinished(), 10, 63 },
        { "encoding within a hash", new RdbBuilder().Key(4, "a").Length(1).Text("f").Raw(0xC5).Unfinished(), 15, 5 },
        { "node of a list", new RdbBuilder().Key(18, "a").Length(1).Length(3).Unfinished(), 13, 3 },
        { "part of a module", new RdbBuilder().Key(7, "a").Length(77).Length(6).Unfinished(), 14, 6 },
        { "element of an array", new RdbBuilder("REDIS0014").Key(28, "a").Lengths(1, 0, 0, 4).Unfinished(), 14, 4 },
        { "template", new RdbBuilder("REDIS0015").Key(32, "a").Length(7).Unfinished(), 12, 7 },
    };

    [Theory]
    [MemberData(nameof(Marks))]
    public void Unknown_mark_within_a_record_ends_the_walk(string what, byte[] begin, int offset, long number)
    {
        var report = Verified.Whole(Complete(begin));
        Assert.True(report.Fault is null, what);
        Assert.Equal(new RdbUnknown(offset, RdbUnknownKind.Encoding, number), report.Unknown);
        Assert.Equal(Proof.Checksum, report.Proof);
        Assert.Equal(
            Verified.Summary(report),
            Verified.Summary(Verified.InPieces(Complete(begin), () => 1)));

        static byte[] Complete(byte[] begin)
        {
            byte[] file = [.. begin, .. Rest, 255];
            return [.. file, .. BitConverter.GetBytes(Crc64Tables<JonesPolynomial>.Append(0, file))];
        }
    }

    [Fact]
    public void Newer_version_that_looks_like_the_known_ones_is_proven_in_full()
    {
        var report = Verified.Whole(new RdbBuilder("REDIS0099").StringKey("a", "1").End());
        Assert.Equal((Proof.Full, 1L), (report.Proof, report.Keys));
    }

    [Theory]
    [InlineData("REDIS0016", 16)]
    [InlineData("VALKEY082", 82)]
    public void Newer_version_is_never_a_fault_of_the_structure(string header, int version)
    {
        var builder = new RdbBuilder(header).Key(0, "a").Raw(0x82).Raw(Rest);
        var report = Verified.Whole(builder.End());
        Assert.Null(report.Fault);
        Assert.Equal((Proof.Checksum, new RdbUnknown(12, RdbUnknownKind.Version, version)), (report.Proof, report.Unknown));
    }

    [Fact]
    public void Newer_version_whose_end_is_elsewhere_is_proven_by_its_checksum()
    {
        var report = Verified.Whole(new RdbBuilder("REDIS0016").Opcode(255).Raw(Rest).End());
        Assert.Equal((null, Proof.Checksum), (report.Fault, report.Proof));
        Assert.Equal(RdbUnknownKind.Version, report.Unknown?.Kind);

        var cut = Verified.Whole(new RdbBuilder("REDIS0016").Key(0, "a").Length(1_000_000).Raw(Rest).Unfinished());
        Assert.NotNull(cut.Fault);
    }

    [Fact]
    public void Compressed_file_of_valkey_is_neither_proven_nor_a_fault()
    {
        var report = Verified.Whole([.. "VCS"u8, 1, 1, 0, 1, .. Rest]);
        Assert.Equal((null, Proof.None, RdbFormat.Valkey), (report.Fault, report.Proof, report.Format));
        Assert.Null(report.Version);
        Assert.Equal(new RdbUnknown(0, RdbUnknownKind.Encoding, 1), report.Unknown);
    }
}
