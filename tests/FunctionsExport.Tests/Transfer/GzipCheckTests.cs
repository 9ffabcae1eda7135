using System.IO.Compression;
using System.Text;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

public sealed class GzipCheckTests
{
    // RFC 1952, 2.3: FLG's lowest bit (FTEXT) is a hint; MTIME, XFL and OS are told, and covered by nothing.
    private const int FlagsAt = 3;
    private const int TimeAt = 4;
    private const byte TextFlag = 1;

    [Theory]
    [InlineData(1, CompressionLevel.Optimal)]
    [InlineData(1000, CompressionLevel.Optimal)]
    [InlineData(1000, CompressionLevel.NoCompression)]
    [InlineData(65_536, CompressionLevel.Fastest)]
    [InlineData(3_000_000, CompressionLevel.SmallestSize)]
    [InlineData(3_000_000, CompressionLevel.NoCompression)]
    public async Task Good_file_passes(int length, CompressionLevel level) =>
        Assert.Null(await CheckAsync(GzipFile.Of(GzipFile.Content(length), level)));

    [Fact]
    public async Task Header_with_name_comment_and_extra_field_passes()
    {
        var plain = GzipFile.Of(GzipFile.Content(500));
        const byte ExtraNameComment = 4 | 8 | 16;
        byte[] header =
        [
            .. plain[..FlagsAt], ExtraNameComment, .. plain[TimeAt..GzipFile.HeaderLength],
            3, 0, 7, 7, 7, .. "dump.rdb\0made by a test\0"u8,
        ];

        Assert.Null(await CheckAsync([.. header, .. plain[GzipFile.HeaderLength..]]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(4095)]
    [InlineData(8192)]
    [InlineData(100_000)]
    public async Task Pieces_of_any_length_make_no_difference(int piece)
    {
        var good = GzipFile.Of(GzipFile.Content(60_000));
        byte[] bad = [.. good];
        bad[bad.Length / 2] ^= 0x10;

        Assert.Null(await CheckAsync(good, piece));
        Assert.NotNull(await CheckAsync(bad, piece));
        Assert.NotNull(await CheckAsync(good[..^1], piece));
        Assert.NotNull(await CheckAsync([.. good, 0], piece));
    }

    [Fact]
    public async Task Byte_flipped_anywhere_is_found_unless_nothing_depends_on_it()
    {
        var content = GzipFile.Content(300);
        var good = GzipFile.Of(content);
        var unnoticed = new List<string>();
        for (var position = 0; position < good.Length; position++)
        {
            foreach (var mask in new byte[] { 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF })
            {
                byte[] flipped = [.. good];
                flipped[position] ^= mask;
                if (await CheckAsync(flipped) is null)
                {
                    unnoticed.Add($"{position}:{mask:x2}");
                    Assert.Equal(content, Inflate(flipped));
                }
            }
        }

        string[] expected =
        [
            $"{FlagsAt}:{TextFlag:x2}",
            .. from position in Enumerable.Range(TimeAt, GzipFile.HeaderLength - TimeAt)
               from mask in new[] { "01", "02", "04", "08", "10", "20", "40", "80", "ff" }
               select $"{position}:{mask}",
            // The bits that fill up the last byte of the deflated data.
            .. unnoticed.Where(u => u.StartsWith($"{good.Length - 9}:", StringComparison.Ordinal)),
        ];
        Assert.Equal(expected, unnoticed);
        Assert.True(unnoticed.Count < expected.Length + 8);
    }

    [Fact]
    public async Task File_cut_short_anywhere_is_found()
    {
        var good = GzipFile.Of(GzipFile.Content(2000));
        for (var length = 0; length < good.Length; length++)
        {
            Assert.True(await CheckAsync(good[..length]) is not null, $"Cut to {length} of {good.Length} bytes, it passed.");
        }
    }

    [Theory]
    [InlineData("one zero", "00")]
    [InlineData("zeros", "00000000000000000000000000000000")]
    [InlineData("the first byte of another file", "1f")]
    [InlineData("the first bytes of another file", "1f8b")]
    [InlineData("the header of another file", "1f8b0800000000000003")]
    public async Task Bytes_added_after_the_end_are_found(string what, string added)
    {
        var good = GzipFile.Of(GzipFile.Content(2000));

        Assert.True(await CheckAsync([.. good, .. Convert.FromHexString(added)]) is not null, what);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(100)]
    [InlineData(20_000)]
    public async Task End_of_an_older_file_after_the_end_is_found(int length)
    {
        // As it is left when a shorter file is written over a longer one: the older one's end, its count of bytes included.
        var older = GzipFile.Of(GzipFile.Noise(30_000));
        var good = GzipFile.Of(GzipFile.Content(30_000));

        foreach (var piece in new[] { 1, 4096, 1_000_000 })
        {
            Assert.NotNull(await CheckAsync([.. good, .. older[^length..]], piece));
        }
    }

    [Fact]
    public async Task Second_file_after_the_first_is_found()
    {
        var good = GzipFile.Of(GzipFile.Content(2000));

        Assert.NotNull(await CheckAsync([.. good, .. good]));
    }

    [Fact]
    public async Task Wrong_count_of_bytes_at_the_end_is_found()
    {
        var file = GzipFile.Of(GzipFile.Content(2000));
        file[^4]++;

        Assert.NotNull(await CheckAsync(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("R")]
    [InlineData("REDIS0011 is how an RDB begins that was not compressed")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task File_that_is_not_gzip_is_found(string content) =>
        Assert.NotNull(await CheckAsync(Encoding.ASCII.GetBytes(content)));

    [Fact]
    public async Task File_of_no_content_is_found() => Assert.NotNull(await CheckAsync(
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]));

    [Fact]
    public async Task Fault_reads_as_the_end_of_a_sentence()
    {
        var good = GzipFile.Of(GzipFile.Content(2000));

        var cut = await CheckAsync(good[..^4]);
        var foreign = await CheckAsync("REDIS0011"u8.ToArray());

        Assert.StartsWith("its content ", cut, StringComparison.Ordinal);
        Assert.Contains("cut short", cut, StringComparison.Ordinal);
        Assert.Contains("not gzip", foreign, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_given_up_half_way_ends()
    {
        var file = GzipFile.Of(GzipFile.Content(100_000));
        using var stop = new CancellationTokenSource();
        await using var check = new GzipCheck(file.Length, stop.Token);
        await check.WriteAsync(file.AsMemory(0, 1000), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(check.CompleteAsync);
    }

    private static async Task<string?> CheckAsync(byte[] file, int piece = int.MaxValue)
    {
        await using var check = new GzipCheck(file.Length, CancellationToken.None);
        for (var position = 0; position < file.Length;)
        {
            var length = Math.Min(piece, file.Length - position);
            await check.WriteAsync(file.AsMemory(position, length), CancellationToken.None);
            position += length;
        }

        return await check.CompleteAsync();
    }

    private static byte[] Inflate(byte[] file)
    {
        using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
