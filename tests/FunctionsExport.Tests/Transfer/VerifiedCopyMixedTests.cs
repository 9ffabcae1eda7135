using System.IO.Compression;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

/// <summary>What is staged comes of several files, or the file is one that a joined checksum alone would not judge rightly.</summary>
public sealed class VerifiedCopyMixedTests
{
    private const int Mebibyte = 1024 * 1024;
    private static readonly byte[] First = RdbFile.OfLength((6 * Mebibyte) + 1000, seed: 3);
    private static readonly byte[] Second = RdbFile.OfLength(First.Length, seed: 4);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(Mebibyte)]
    public async Task Zeros_behind_a_resumed_rdb_are_found_though_its_crc_stays_0(int zeros)
    {
        byte[] content = [.. First, .. new byte[zeros]];
        Assert.Equal(0UL, Crc64.Append(0, content));
        var test = TestOf(content);
        var source = new VersionedSource(content);
        await BreakOffAsync(test, source, 2);

        var error = await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync(source.OpenAsync));

        Assert.Equal((FaultCodes.Corrupt, false), (error.Fault.Code, error.Fault.Retry));
        Assert.Contains($"at offset {First.Length}", error.Message, StringComparison.Ordinal);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Rdb_whose_checksum_ends_in_0_is_read_again_and_committed()
    {
        var content = Enumerable.Range(0, 100_000).Select(seed => RdbFile.OfLength(RdbFile.Shortest + 100, seed)).First(f => f[^1] == 0);
        var test = TestOf(content);
        var source = new VersionedSource(content);
        test.EnsureOwned = () => test.Service.Count("put block") == 1 ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<TimeoutException>(() => test.RunAsync(source.OpenAsync));
        test.EnsureOwned = () => Task.CompletedTask;

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.Equal((Proof.Full, CopyTest.Sha256Of(content)), (fetched.Proof, fetched.Sha256));
        Assert.Equal(1, test.Service.Count("put block"));
    }

    [Fact]
    public async Task Shorter_beginning_of_the_version_at_hand_is_gone_on_with()
    {
        var test = TestOf(First);
        var source = new VersionedSource(First);
        await BreakOffAsync(test, source, 5);
        (source.Content, source.Version) = (Second, "v2");
        await BreakOffAsync(test, source, 2);
        Array.Clear(source.Reads);

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.True(Second.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(Proof.Checksum, fetched.Proof);
        Assert.All(source.Reads[..(2 * Mebibyte)], reads => Assert.Equal(0, reads));
    }

    [Fact]
    public async Task Blocks_of_another_size_are_gone_on_with()
    {
        var test = TestOf(First);
        var source = new VersionedSource(First);
        await BreakOffAsync(test, source, 3);
        test.Options = test.Options with { Settings = new TransferSettings(BlockSize: 2 * Mebibyte, Reads: 1) };

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.True(First.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(Proof.Checksum, fetched.Proof);
        Assert.All(source.Reads[..(3 * Mebibyte)], reads => Assert.Equal(1, reads));
    }

    [Fact]
    public async Task Resume_that_finds_another_size_closes_what_it_has_opened()
    {
        var test = TestOf(First);
        var source = new VersionedSource(First);
        await BreakOffAsync(test, source, 3);
        var stream = new SourceStream([]);

        await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync((range, _) => Task.FromResult(
            new OpenedFile(stream) { Offset = range.Offset, Size = First.Length + 1, Version = "v1", HasRanges = true })));

        Assert.True(stream.IsDisposed);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Bad_rdb_in_good_gzip_is_read_no_further_than_64_MiB_inflated_behind_its_fault()
    {
        // Mostly zeros, so that a small file is large inside: 160 MiB behind a fault at the start.
        var rdb = new byte[160 * Mebibyte];
        "XEDIS0009"u8.CopyTo(rdb);
        new Random(5).NextBytes(rdb.AsSpan(30 * Mebibyte, 2 * Mebibyte));
        new Random(6).NextBytes(rdb.AsSpan(158 * Mebibyte));
        var content = GzipFile.Of(rdb, CompressionLevel.Fastest);
        var test = new CopyTest("dump.rdb.gz", content);
        test.Options = test.Options with { Settings = new TransferSettings(BlockSize: 64 * 1024, Reads: 1, Sends: 1) };
        var source = new VersionedSource(content);

        var error = await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync(source.OpenAsync));

        Assert.Contains("of the RDB", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, source.Reads[^1]);
        test.AssertNothingCommitted();
    }

    private static CopyTest TestOf(byte[] content)
    {
        var test = new CopyTest("dump.rdb", content);
        test.Options = test.Options with { Settings = new TransferSettings(BlockSize: Mebibyte, Reads: 1) };
        return test;
    }

    private static async Task BreakOffAsync(CopyTest test, VersionedSource source, int blocks)
    {
        source.Failure = _ => ((blocks * Mebibyte) + 5, new IOException("killed"));
        await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync(source.OpenAsync));
        source.Failure = _ => null;
    }
}
