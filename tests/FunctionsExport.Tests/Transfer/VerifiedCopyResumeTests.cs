using System.Globalization;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer;
using FunctionsExport.Transfer.Retries;

namespace FunctionsExport.Tests.Transfer;

/// <summary>A copy goes on where it, or another process, had come to.</summary>
public sealed class VerifiedCopyResumeTests
{
    private const int Block = CopyTest.BlockSize;
    private static readonly RetryPolicy AtOnce = new(3, TimeSpan.Zero, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Plain_rdb_is_gone_on_with_and_nothing_kept_is_read_or_sent_twice(int blocks)
    {
        var test = CopyTest.Plain();
        var source = new VersionedSource(test.Content);
        await BreakOffAsync(test, source, blocks * Block);
        var kept = test.Service.Count("put block") * Block;

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.All(source.Reads.Take(kept), reads => Assert.Equal(1, reads));
        AssertSentOnce(test, blocks: 6);
        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal((Proof.Checksum, null, null), (fetched.Proof, fetched.Sha256, fetched.Rdb));
        Assert.Equal(["length", "rdb-crc64"], fetched.Checks);
        Assert.Equal(Crc64.Append(0, test.Content).ToString("x16", CultureInfo.InvariantCulture), fetched.Crc64);
        Assert.DoesNotContain("sha256", test.Blob.Metadata.Keys);
        Assert.Equal("Checksum", test.Blob.Metadata["proof"]);
    }

    [Fact]
    public async Task Plain_rdb_of_which_all_is_staged_is_only_committed()
    {
        var test = CopyTest.Plain();
        var source = new VersionedSource(test.Content);
        test.EnsureOwned = () => test.Service.Count("put block") == 6 ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<TimeoutException>(() => test.RunAsync(source.OpenAsync));
        test.EnsureOwned = () => Task.CompletedTask;

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.All(source.Reads, reads => Assert.Equal(1, reads));
        AssertSentOnce(test, blocks: 6);
        Assert.Equal(Proof.Checksum, fetched.Proof);
        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
    }

    [Fact]
    public async Task Plain_rdb_that_has_changed_meanwhile_is_started_over()
    {
        var test = CopyTest.Plain();
        var source = new VersionedSource(test.Content);
        await BreakOffAsync(test, source, 3 * Block);
        var changed = RdbFile.OfLength(test.Content.Length, seed: 2);
        (source.Content, source.Version) = (changed, "v2");

        var fetched = await test.RunAsync(source.OpenAsync);

        // Not gone on with first: the version tells before the checksum would.
        Assert.Equal(1, source.Reads[^1]);
        Assert.True(changed.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal((Proof.Full, CopyTest.Sha256Of(changed)), (fetched.Proof, fetched.Sha256));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("v1", false)]
    public async Task Source_without_versions_or_ranges_is_read_from_its_start_and_not_sent_again(string? version, bool hasRanges)
    {
        var test = CopyTest.Plain();
        var source = new VersionedSource(test.Content) { Version = version, HasRanges = hasRanges };
        await BreakOffAsync(test, source, 3 * Block);

        var fetched = await test.RunAsync(source.OpenAsync);

        AssertSentOnce(test, blocks: 6);
        Assert.Equal((Proof.Full, CopyTest.Sha256Of(test.Content)), (fetched.Proof, fetched.Sha256));
    }

    [Fact]
    public async Task Gzip_is_read_again_and_not_sent_again()
    {
        var test = CopyTest.Gzip();
        var source = new VersionedSource(test.Content);
        await BreakOffAsync(test, source, 3 * Block);

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.Equal(2, source.Reads[0]);
        AssertSentOnce(test, blocks: 6);
        Assert.Equal((Proof.Full, CopyTest.Sha256Of(test.Content)), (fetched.Proof, fetched.Sha256));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Resumed_rdb_that_its_checksum_does_not_prove_is_read_again_from_its_start(bool hasChecksum)
    {
        var test = CopyTest.Plain();
        byte[] content = [.. test.Content];
        if (!hasChecksum)
        {
            content.AsSpan(^8..).Clear();
        }

        var source = new VersionedSource([.. content]);
        if (hasChecksum)
        {
            // A byte that flipped on the way of the first attempt.
            source.Content[1_000_000] ^= 1;
        }

        await BreakOffAsync(test, source, 3 * Block);
        source.Content = content;

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.True(content.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(CopyTest.Sha256Of(content), fetched.Sha256);
        Assert.Equal(hasChecksum ? Proof.Full : Proof.Structure, fetched.Proof);
    }

    [Fact]
    public async Task Source_that_breaks_off_at_every_block_is_gone_on_with_and_fully_proven()
    {
        var test = CopyTest.Plain();
        test.Options = test.Options with { SourceRetries = AtOnce };
        var source = new VersionedSource(test.Content) { Failure = _ => (Block + 5, new IOException("reset")) };

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.All(source.Reads, reads => Assert.Equal(1, reads));
        Assert.Equal((Proof.Full, CopyTest.Sha256Of(test.Content)), (fetched.Proof, fetched.Sha256));
        Assert.Equal(6, source.Opens);
    }

    [Fact]
    public async Task Source_that_does_not_move_on_is_given_up_and_says_at_which_attempt()
    {
        var test = CopyTest.Plain();
        test.Options = test.Options with { SourceRetries = AtOnce };
        var source = new VersionedSource(test.Content)
        {
            Failure = open => (open == 1 ? Block + 5 : 0, new IOException("reset")),
        };

        var error = await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync(source.OpenAsync));

        Assert.Equal((FaultCodes.Unavailable, true), (error.Fault.Code, error.Fault.Retry));
        Assert.Contains(
            $"The source failed after {Block + 5} of {test.Content.Length} bytes, at attempt 3", error.Message, StringComparison.Ordinal);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task File_that_changes_while_it_is_read_is_started_over()
    {
        var test = CopyTest.Plain();
        test.Options = test.Options with { SourceRetries = AtOnce };
        var changed = RdbFile.OfLength(test.Content.Length, seed: 2);
        var source = new VersionedSource(test.Content);
        source.Failure = open =>
        {
            if (open == 2)
            {
                (source.Content, source.Version) = (changed, "v2");
            }

            return open <= 2 ? ((2 * Block) + 5, new IOException("reset")) : null;
        };

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.True(changed.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal((Proof.Full, CopyTest.Sha256Of(changed)), (fetched.Proof, fetched.Sha256));
    }

    [Fact]
    public async Task File_that_always_changes_is_given_up()
    {
        var test = CopyTest.Plain();
        test.Options = test.Options with { SourceRetries = AtOnce };
        var source = new VersionedSource(test.Content);
        source.Failure = open =>
        {
            source.Version = $"v{open}";
            return (Block + 5, new IOException("reset"));
        };

        var error = await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync(source.OpenAsync));

        Assert.Equal((FaultCodes.Corrupt, true), (error.Fault.Code, error.Fault.Retry));
        Assert.Contains("has changed while it was read", error.Message, StringComparison.Ordinal);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Source_without_ranges_that_breaks_off_is_passed_over_up_to_there()
    {
        var test = CopyTest.Plain();
        test.Options = test.Options with { SourceRetries = AtOnce };
        var source = new VersionedSource(test.Content)
        {
            HasRanges = false,
            Failure = open => open == 1 ? (Block + 5, new IOException("reset")) : null,
        };

        Assert.Equal(Proof.Full, (await test.RunAsync(source.OpenAsync)).Proof);
        AssertSentOnce(test, blocks: 6);
    }

    [Fact]
    public async Task File_of_unknown_size_is_copied_in_blocks_of_16_MiB()
    {
        var test = new CopyTest("dump.rdb", CopyTest.Dump) { ListedSize = null };
        var source = new VersionedSource(test.Content) { TellsSize = false };

        var fetched = await test.RunAsync(source.OpenAsync);

        Assert.Equal(3, test.Service.Count("put block"));
        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(["rdb-structure", "rdb-crc64"], fetched.Checks);
        Assert.Equal(test.Content.Length, fetched.Size);
    }

    [Fact]
    public async Task Size_other_than_the_listed_one_is_a_fault_before_anything_is_read()
    {
        var test = CopyTest.Plain(listedSize: CopyTest.Dump.Length + 1);
        var source = new VersionedSource(test.Content);

        var error = await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync(source.OpenAsync));

        Assert.Equal((FaultCodes.Corrupt, true), (error.Fault.Code, error.Fault.Retry));
        Assert.Equal(0, source.Reads[0]);
    }

    [Fact]
    public async Task Bad_file_is_read_no_further_than_where_it_is_known()
    {
        byte[] content = [.. CopyTest.Dump];
        content[0] = (byte)'X';
        var test = new CopyTest("dump.rdb", content);
        // Of 41 blocks a few are read before the fault is known.
        test.Options = test.Options with { Settings = new TransferSettings(BlockSize: 1024 * 1024, Reads: 1) };
        var source = new VersionedSource(content);

        var error = await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync(source.OpenAsync));

        Assert.Contains("fails its verification at offset 0:", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, source.Reads[^1]);
        test.AssertNothingCommitted();
    }

    private static async Task BreakOffAsync(CopyTest test, VersionedSource source, int after)
    {
        source.Failure = _ => (after + 5, new IOException("killed"));
        await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync(source.OpenAsync));
        source.Failure = _ => null;
        Assert.True(test.Service.Count("put block") > 0);
    }

    private static void AssertSentOnce(CopyTest test, int blocks)
    {
        var ids = test.Service.Calls.Where(c => c.Kind == "put block").Select(c => c.BlockId).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(blocks, ids.Count);
    }
}
