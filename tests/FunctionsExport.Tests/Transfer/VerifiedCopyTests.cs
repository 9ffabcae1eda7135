using System.Globalization;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Tests.Transfer.Support;

namespace FunctionsExport.Tests.Transfer;

public sealed class VerifiedCopyTests
{
    [Fact]
    public async Task Good_file_is_committed_with_its_digests()
    {
        var test = CopyTest.Plain();

        var fetched = await test.RunAsync();

        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(CopyTest.BlobName, fetched.Blob);
        Assert.Equal(test.Content.Length, fetched.Size);
        Assert.Equal(CopyTest.Sha256Of(test.Content), fetched.Sha256);
        Assert.Equal(Crc64.Append(0, test.Content).ToString("x16", CultureInfo.InvariantCulture), fetched.Crc64);
        Assert.Equal(Proof.Full, fetched.Proof);
        Assert.Equal(["length", "rdb-structure", "rdb-crc64"], fetched.Checks);
        Assert.Equal(new RdbFacts(9, "7.0.15", test.Content.Length, Keys: 1, KeysWithExpiry: 1), fetched.Rdb);
        Assert.Equal(6, test.Service.Count("put block"));
        Assert.Equal([0L], test.Opened);
    }

    [Fact]
    public async Task Good_gzip_file_is_committed_as_it_is_and_says_that_it_was_checked()
    {
        var test = CopyTest.Gzip();

        var fetched = await test.RunAsync();

        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(["length", "gzip-crc32", "rdb-structure", "rdb-crc64"], fetched.Checks);
        Assert.Equal(Proof.Full, fetched.Proof);
        Assert.Equal(new RdbFacts(9, "7.0.15", CopyTest.Dump.Length, Keys: 1, KeysWithExpiry: 1), fetched.Rdb);
    }

    [Fact]
    public async Task File_is_verified_by_what_it_is_and_not_by_its_name()
    {
        var plain = await new CopyTest("dump.rdb.gz", RdbFile.OfLength(1000)).RunAsync();
        var gzip = await new CopyTest("dump", GzipFile.Of(RdbFile.OfLength(1000))).RunAsync();

        Assert.DoesNotContain("gzip-crc32", plain.Checks);
        Assert.Contains("gzip-crc32", gzip.Checks);
        Assert.Equal(plain.Rdb, gzip.Rdb);
    }

    [Fact]
    public async Task File_of_several_gzip_members_is_committed()
    {
        var rdb = RdbFile.OfLength(100_000);
        var test = new CopyTest("dump.rdb.gz", [.. GzipFile.Of(rdb[..30_000]), .. GzipFile.Of(rdb[30_000..])]);

        Assert.Equal(Proof.Full, (await test.RunAsync()).Proof);
    }

    [Fact]
    public async Task Rdb_without_a_checksum_is_committed_and_says_so()
    {
        var rdb = RdbFile.OfLength(1000);
        rdb.AsSpan(^8..).Clear();

        var fetched = await new CopyTest("dump.rdb", rdb).RunAsync();

        Assert.Equal(Proof.Structure, fetched.Proof);
        Assert.Equal(["length", "rdb-structure"], fetched.Checks);
    }

    [Fact]
    public async Task Blob_tells_by_itself_what_it_is()
    {
        var test = new CopyTest("dump.rdb.gz", GzipFile.Of(RdbFile.OfLength(1000)));

        var fetched = await test.RunAsync();

        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["exportid"] = CopyTest.ExportId,
                ["source"] = "orders",
                ["size"] = test.Content.Length.ToString(CultureInfo.InvariantCulture),
                ["sha256"] = fetched.Sha256!,
                ["crc64"] = fetched.Crc64,
                ["proof"] = "Full",
                ["checks"] = "length gzip-crc32 rdb-structure rdb-crc64",
                ["rdbversion"] = "9",
                ["rdbserverversion"] = "7.0.15",
                ["rdbsize"] = "1000",
                ["rdbkeys"] = "1",
                ["rdbkeyswithexpiry"] = "1",
            },
            test.Blob!.Metadata);
        Assert.Equal("application/octet-stream", test.Service.Calls.Single(c => c.Kind == "put blocklist").ContentType);
    }

    [Theory]
    [InlineData(RdbFile.Shortest, 1)]
    [InlineData(CopyTest.BlockSize - 1, 1)]
    [InlineData(CopyTest.BlockSize, 1)]
    [InlineData(CopyTest.BlockSize + 1, 2)]
    [InlineData(2 * CopyTest.BlockSize, 2)]
    public async Task File_of_any_length_is_cut_into_whole_blocks_and_a_rest(int length, int blocks)
    {
        var test = new CopyTest("dump.rdb", RdbFile.OfLength(length));

        var fetched = await test.RunAsync();

        Assert.Equal(blocks, test.Service.Count("put block"));
        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(CopyTest.Sha256Of(test.Content), fetched.Sha256);
    }

    [Fact]
    public async Task Source_that_gives_few_bytes_at_a_time_makes_no_difference()
    {
        var test = new CopyTest("dump.rdb", RdbFile.OfLength(CopyTest.BlockSize + 5));

        await test.RunAsync(new SourceStream(test.Content) { Piece = 4099 });

        Assert.Equal(2, test.Service.Count("put block"));
        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
    }

    [Fact]
    public async Task Blob_committed_before_is_the_answer_and_nothing_is_read()
    {
        var test = CopyTest.Gzip();
        var first = await test.RunAsync();
        var calls = test.Service.Calls.Count;

        var second = await test.RunAsync();

        Assert.Equal([0L], test.Opened);
        Assert.Equal(calls + 1, test.Service.Calls.Count);
        Assert.Equal(first with { Checks = [] }, second with { Checks = [] });
        Assert.Equal(first.Checks, second.Checks);
    }

    [Fact]
    public async Task Blob_of_another_export_is_a_conflict_and_nothing_is_read()
    {
        var test = CopyTest.Small();
        test.Service.Put(CopyTest.BlobName, [1, 2, 3], new Dictionary<string, string> { ["exportid"] = "orders-other" });

        var fault = await test.FaultAsync();

        Assert.Equal(FaultCodes.BlobConflict, fault.Code);
        Assert.False(fault.Retry);
        Assert.Empty(test.Opened);
        Assert.Equal([1, 2, 3], test.Blob!.Content);
    }

    [Fact]
    public async Task Blocks_staged_before_are_not_sent_again()
    {
        var test = CopyTest.Plain();
        var failing = new SourceStream(test.Content) { Failure = (4 * CopyTest.BlockSize, new IOException("gone")) };
        await test.FaultAsync(failing);
        var before = test.Service.Count("put block");

        await test.RunAsync();

        Assert.True(before >= 3, $"{before} blocks were staged before.");
        var ids = test.Service.Calls.Where(c => c.Kind == "put block").Select(c => c.BlockId).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(6, ids.Count);
        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
    }

    [Fact]
    public async Task Blocks_staged_from_other_content_are_not_taken()
    {
        var test = CopyTest.Plain();
        byte[] older = [.. test.Content];
        older[(2 * CopyTest.BlockSize) + 7] ^= 1;
        await test.FaultAsync(new SourceStream(older) { Failure = (older.Length - 1, new IOException("gone")) });

        await test.RunAsync();

        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(CopyTest.Sha256Of(test.Content), test.Blob!.Metadata["sha256"]);
    }

    [Fact]
    public async Task File_larger_than_a_blob_can_be_is_refused_before_anything_is_done()
    {
        var test = CopyTest.Plain(listedSize: 1L << 40);

        var fault = await test.FaultAsync();

        Assert.Equal(FaultCodes.TooLarge, fault.Code);
        Assert.Empty(test.Service.Calls);
    }

    [Fact]
    public async Task Copies_of_one_file_at_the_same_time_give_one_blob_and_one_answer()
    {
        var test = CopyTest.Plain();

        var fetched = await Task.WhenAll(test.RunAsync(), test.RunAsync(new SourceStream(test.Content) { Piece = 70_000 }));

        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(fetched[0].Sha256, fetched[1].Sha256);
        Assert.Equal(fetched[0].Size, fetched[1].Size);
    }
}
