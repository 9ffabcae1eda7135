using System.Text;
using FunctionsExport.Checksums;
using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

public sealed class RdbVerifierEndTests
{
    [Theory]
    [InlineData("REDIS0001", Proof.Structure)]
    [InlineData("REDIS0004", Proof.Structure)]
    [InlineData("REDIS0005", Proof.Full)]
    [InlineData("REDIS0015", Proof.Full)]
    [InlineData("VALKEY080", Proof.Full)]
    [InlineData("VALKEY081", Proof.Full)]
    public void Every_version_ends_as_it_should(string header, Proof proof)
    {
        var builder = new RdbBuilder(header).StringKey("a", "1");
        var file = proof == Proof.Full ? builder.End() : builder.EndAsBeforeVersion5();
        var report = Verified.Whole(file);

        Assert.Equal((null, proof, 1L), (report.Fault, report.Proof, report.Keys));
        Assert.Equal(header.StartsWith("VALKEY", StringComparison.Ordinal) ? RdbFormat.Valkey : RdbFormat.Redis, report.Format);
        Assert.Equal(int.Parse(header.AsSpan(6), provider: null), report.Version);
        Assert.Equal(proof == Proof.Full ? report.Checksum : null, report.RecordedChecksum);
        Assert.Equal(
            Crc64Tables<JonesPolynomial>.Append(0, file.AsSpan(0, file.Length - (proof == Proof.Full ? 8 : 0))),
            report.Checksum);
    }

    [Fact]
    public void File_without_a_checksum_is_proven_in_structure_only()
    {
        var report = Verified.Whole(new RdbBuilder().StringKey("a", "1").EndWithoutChecksum());
        Assert.Equal((null, Proof.Structure, 0UL), (report.Fault, report.Proof, report.RecordedChecksum));
        Assert.NotEqual(0UL, report.Checksum);
    }

    [Fact]
    public void Wrong_checksum_is_a_fault_where_it_stands()
    {
        var file = new RdbBuilder().StringKey("a", "1").End();
        file[^8] ^= 1;
        var report = Verified.Whole(file);
        Assert.Equal(Proof.None, report.Proof);
        Assert.Equal(
            new RdbFault(file.Length - 8, $"checksum 0x{report.Checksum:x16}", $"0x{report.Checksum ^ 1:x16}"), report.Fault);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(100_000)]
    public void Bytes_behind_the_end_are_a_fault_where_they_begin(int count)
    {
        var file = new RdbBuilder().StringKey("a", "1").End();
        var report = Verified.Whole([.. file, .. new byte[count]]);
        Assert.Equal(new RdbFault(file.Length, "the end of the file", $"{count} more bytes"), report.Fault);
        Assert.Equal(Proof.None, report.Proof);
    }

    [Fact]
    public void Commands_behind_the_end_are_a_fault()
    {
        // As an append-only file begins: an RDB, then commands.
        var file = new RdbBuilder().Opcode(250).Text("aof-base").Raw(0xC0, 1).End();
        Assert.Equal(
            $"at offset {file.Length}: expected the end of the file, found 14 more bytes",
            Verified.Whole([.. file, .. "*1\r\n$4\r\nPING\r\n"u8]).Fault?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("REDIS001")]
    public void File_shorter_than_its_header_is_a_fault(string content) => Assert.Equal(
        new RdbFault(content.Length, "REDIS or VALKEY and a version, 9 bytes", "the end of the file"),
        Verified.Whole(Encoding.ASCII.GetBytes(content)).Fault);

    [Theory]
    [InlineData("redis0010x", "REDIS or VALKEY and a version", "redis0010")]
    [InlineData("REDIS001x\u00ff", "REDIS or VALKEY and a version", "REDIS001x")]
    [InlineData("VALKEY08x\u00ff", "REDIS or VALKEY and a version", "VALKEY08x")]
    [InlineData("REDIS0000x", "a version from 1 on", "REDIS0000")]
    [InlineData("VALKEY011x", "a version from 80 on", "VALKEY011")]
    [InlineData("\u001f\u008b\u0008 something else", "REDIS or VALKEY and a version", @"\x1f\x8b\x08 somet")]
    public void Header_that_no_server_takes_is_a_fault(string content, string expected, string found)
    {
        var verifier = new RdbVerifier();
        verifier.Append(Encoding.Latin1.GetBytes(content));
        Assert.True(verifier.HasFault);
        Assert.Equal(new RdbFault(0, expected, found), verifier.Complete().Fault);
    }

    [Fact]
    public void Fault_is_known_before_the_end()
    {
        var verifier = new RdbVerifier();
        verifier.Append(new RdbBuilder().Key(0, "a").Raw(0x82).Unfinished());
        Assert.True(verifier.HasFault);
        verifier.Append(new byte[100]);
        var report = verifier.Complete();
        Assert.Equal(new RdbFault(12, "a length or a string", "byte 0x82"), report.Fault);
        Assert.Equal(113, report.Length);
    }
}
