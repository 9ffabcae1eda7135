using FunctionsExport.Providers;
using FunctionsExport.Tests.Transfer.Support;

namespace FunctionsExport.Tests.Transfer;

/// <summary>The source is not what it was listed as, or cannot be read.</summary>
public sealed class VerifiedCopySourceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(CopyTest.BlockSize)]
    [InlineData((2 * CopyTest.BlockSize) + 17)]
    [InlineData((5 * CopyTest.BlockSize) + 999)]
    public async Task Source_that_ends_early_is_found(int length)
    {
        var test = CopyTest.Plain();

        var fault = await test.FaultAsync(new SourceStream(test.Content[..length]));

        Assert.Equal(FaultCodes.Corrupt, fault.Code);
        Assert.True(fault.Retry);
        Assert.Contains($"after {length} of {test.Content.Length} bytes", fault.Message, StringComparison.Ordinal);
        test.AssertNothingCommitted();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(CopyTest.BlockSize)]
    [InlineData(5 * CopyTest.BlockSize)]
    public async Task Source_that_is_longer_is_found(int tooMuch)
    {
        var test = CopyTest.Plain(listedSize: CopyTest.Dump.Length - tooMuch);

        var fault = await test.FaultAsync();

        Assert.Equal(FaultCodes.Corrupt, fault.Code);
        Assert.True(fault.Retry);
        Assert.Contains("still being written", fault.Message, StringComparison.Ordinal);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Source_of_whole_blocks_that_is_longer_by_a_byte_is_found()
    {
        var test = new CopyTest("dump.rdb", RdbFile.OfLength((2 * CopyTest.BlockSize) + 1)) { ListedSize = 2 * CopyTest.BlockSize };

        Assert.Equal(FaultCodes.Corrupt, (await test.FaultAsync()).Code);
        test.AssertNothingCommitted();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(100, true)]
    [InlineData(CopyTest.BlockSize, false)]
    [InlineData((3 * CopyTest.BlockSize) + 5, true)]
    public async Task Source_that_cannot_be_read_any_further_is_worth_another_try(int after, bool denied)
    {
        var test = CopyTest.Plain();
        Exception reason = denied ? new UnauthorizedAccessException("/mnt/secret") : new IOException("/mnt/secret");

        var fault = await test.FaultAsync(new SourceStream(test.Content) { Failure = (after, reason) });

        Assert.Equal(FaultCodes.Unavailable, fault.Code);
        Assert.True(fault.Retry);
        Assert.Contains("dump.rdb", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/mnt/secret", fault.Message, StringComparison.Ordinal);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Source_is_closed_in_every_case()
    {
        var good = new SourceStream(CopyTest.Dump);
        var bad = new SourceStream(CopyTest.Dump) { Failure = (5, new IOException()) };

        await CopyTest.Plain().RunAsync(good);
        await CopyTest.Plain().FaultAsync(bad);

        Assert.True(good.IsDisposed);
        Assert.True(bad.IsDisposed);
    }

    [Fact]
    public async Task Fault_of_the_provider_is_passed_on()
    {
        var test = CopyTest.Small();
        var own = new ExportFault(FaultCodes.DestinationDenied, "The share refused.", ProviderCode: "0x5");

        var fault = await test.FaultAsync(new SourceStream(test.Content) { Failure = (5, new ExportFaultException(own)) });

        Assert.Equal(own with { Message = fault.Message }, fault);
        Assert.Equal("The share refused. (The source failed after 5 of 1000 bytes, at attempt 1.)", fault.Message);
    }

    [Theory]
    [InlineData(20)]
    [InlineData((2 * CopyTest.BlockSize) + 3)]
    [InlineData(-6)]
    public async Task Gzip_file_with_a_wrong_byte_is_never_committed(int position)
    {
        var test = CopyTest.Gzip();
        byte[] wrong = [.. test.Content];
        wrong[position < 0 ? wrong.Length + position : position] ^= 0x20;

        var fault = await test.FaultAsync(new SourceStream(wrong));

        Assert.Equal(FaultCodes.Corrupt, fault.Code);
        Assert.False(fault.Retry);
        Assert.Contains("dump.rdb.gz fails its verification at offset", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, test.Service.Count("put blocklist"));
        test.AssertNothingCommitted();
    }

    [Theory]
    [InlineData(20)]
    [InlineData((2 * CopyTest.BlockSize) + 3)]
    [InlineData(-6)]
    public async Task Rdb_with_a_wrong_byte_is_never_committed(int position)
    {
        var test = CopyTest.Plain();
        byte[] wrong = [.. test.Content];
        wrong[position < 0 ? wrong.Length + position : position] ^= 0x20;

        var fault = await test.FaultAsync(new SourceStream(wrong));

        Assert.Equal(FaultCodes.Corrupt, fault.Code);
        Assert.False(fault.Retry);
        Assert.Contains("dump.rdb fails its verification at offset", fault.Message, StringComparison.Ordinal);
        test.AssertNothingCommitted();
    }

    [Theory]
    [InlineData("PK\u0003\u0004 is how a ZIP file begins, of any length above a few bytes")]
    [InlineData("REDIS0009 and then nothing that is an RDB")]
    public async Task File_of_another_kind_is_never_committed(string content)
    {
        var test = new CopyTest("dump.rdb", System.Text.Encoding.ASCII.GetBytes(content));

        var fault = await test.FaultAsync();

        Assert.Equal(FaultCodes.Corrupt, fault.Code);
        Assert.False(fault.Retry);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Bad_rdb_in_good_gzip_is_never_committed()
    {
        var rdb = RdbFile.OfLength(1000);
        rdb[500] ^= 1;
        var test = new CopyTest("dump.rdb.gz", GzipFile.Of(rdb));

        Assert.Contains("at offset 992 of the RDB", (await test.FaultAsync()).Message, StringComparison.Ordinal);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Gzip_file_that_was_listed_when_half_written_is_never_committed()
    {
        var half = CopyTest.GzippedDump[..(3 * CopyTest.BlockSize)];
        var test = new CopyTest("dump.rdb.gz", half);

        Assert.Equal(FaultCodes.Corrupt, (await test.FaultAsync()).Code);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Wrong_gzip_file_may_be_replaced_by_a_good_one()
    {
        var test = CopyTest.Gzip();
        byte[] wrong = [.. test.Content];
        wrong[^5] ^= 1;
        await test.FaultAsync(new SourceStream(wrong));

        await test.RunAsync();

        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
    }
}
