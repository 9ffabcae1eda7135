using FunctionsExport.Rdb;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Verification;

namespace FunctionsExport.Tests.Verification;

public sealed class FileVerificationTests
{
    private static readonly byte[] Good = RdbFile.OfLength(3_000_000);

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(65_537)]
    [InlineData(5_000_000)]
    public async Task Pieces_of_any_length_give_the_same_report(int piece)
    {
        var good = piece == 1 ? Good[..0].Concat(RdbFile.OfLength(20_000)).ToArray() : Good;
        byte[] gzip = [.. GzipFile.Of(good[..9000]), .. GzipFile.Of(good[9000..])];

        var plainReport = await VerifyAsync(good, piece);
        var gzipReport = await VerifyAsync(gzip, piece);

        Assert.Equal((FileKind.Rdb, Proof.Full, (long)good.Length), (plainReport.Kind, plainReport.Proof, plainReport.Size));
        Assert.Equal((FileKind.GzipRdb, Proof.Full, (long)gzip.Length), (gzipReport.Kind, gzipReport.Proof, gzipReport.Size));
        Assert.Equal((null, 2L), (plainReport.GzipMembers, gzipReport.GzipMembers));
        Assert.Equal((good.Length, 1L), (gzipReport.Rdb!.Length, gzipReport.Rdb.Keys));
    }

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("5044", "50")]
    [InlineData("00", "00")]
    public async Task File_of_no_known_kind_is_a_fault(string bytes, string found)
    {
        var report = await VerifyAsync(Convert.FromHexString(bytes));

        Assert.Equal((FileKind.Unknown, Proof.None), (report.Kind, report.Proof));
        Assert.Equal((FaultLayer.File, 0L, found), (report.Fault!.Layer, report.Fault.Offset, report.Fault.Found));
    }

    [Theory]
    [InlineData("5044", 1)]
    [InlineData("52454449533030", 3)]
    [InlineData("1f8b0800", 1)]
    public async Task Encrypted_file_is_taken_for_nothing_that_it_looks_like(string bytes, int piece)
    {
        var content = Convert.FromHexString(bytes);
        await using var verification = new FileVerification(CancellationToken.None, encrypted: true);
        foreach (var part in content.Chunk(piece))
        {
            var appended = verification.AppendAsync(part);
            await Task.Delay(TimeSpan.FromMilliseconds(20));

            // A copy would leave the rest unread.
            Assert.False(verification.IsSettled);
            _ = appended;
        }

        var report = await verification.CompleteAsync();

        Assert.Equal((FileKind.Encrypted, Proof.None, (long)content.Length), (report.Kind, report.Proof, report.Size));
        Assert.Null(report.Fault);
        Assert.Null(report.Rdb);
    }

    [Fact]
    public async Task Empty_file_is_a_fault_though_it_is_called_encrypted()
    {
        await using var verification = new FileVerification(CancellationToken.None, encrypted: true);

        Assert.NotNull((await verification.CompleteAsync()).Fault);
    }

    [Fact]
    public async Task Every_cut_of_a_plain_file_is_a_fault()
    {
        var good = RdbFile.OfLength(300);
        for (var length = 0; length < good.Length; length++)
        {
            Assert.NotNull((await VerifyAsync(good[..length])).Fault);
        }
    }

    [Fact]
    public async Task Every_cut_of_a_gzip_file_is_a_fault_of_gzip()
    {
        var good = GzipFile.Of(RdbFile.OfLength(300));
        for (var length = 1; length < good.Length; length++)
        {
            var fault = (await VerifyAsync(good[..length])).Fault!;

            Assert.Equal((FaultLayer.Gzip, (long)length), (fault.Layer, fault.Offset));
        }
    }

    [Fact]
    public async Task Gzip_is_blamed_where_both_are_bad()
    {
        // Two wrong bytes: one that the RDB's structure shows at once, one that gzip's checksum shows at the end.
        byte[] rdb = [.. Good];
        rdb[7] = (byte)'x';
        var gzip = GzipFile.Of(rdb);
        var badRdb = await VerifyAsync(gzip);
        gzip[^6] ^= 1;
        var badBoth = await VerifyAsync(gzip);

        Assert.Equal(FaultLayer.Rdb, badRdb.Fault!.Layer);
        Assert.Equal((FaultLayer.Gzip, gzip.Length - 8L), (badBoth.Fault!.Layer, badBoth.Fault.Offset));
    }

    [Fact]
    public async Task Nothing_in_gzip_is_a_fault_of_the_rdb() =>
        Assert.Equal(FaultLayer.Rdb, (await VerifyAsync(GzipFile.WithHeader([], 0))).Fault!.Layer);

    [Fact]
    public async Task Gzip_in_gzip_is_a_fault_of_the_rdb() =>
        Assert.Equal(FaultLayer.Rdb, (await VerifyAsync(GzipFile.Of(GzipFile.Of(Good)))).Fault!.Layer);

    [Fact]
    public async Task Every_piece_is_given_back_after_a_fault()
    {
        await using var verification = new FileVerification(CancellationToken.None);
        byte[] bad = [.. "REDIS00xx"u8, .. new byte[100_000]];

        for (var i = 0; i < 100; i++)
        {
            await verification.AppendAsync(bad).WaitAsync(TimeSpan.FromMinutes(1));
        }

        Assert.True(verification.IsSettled);
        Assert.Equal(100L * bad.Length, (await verification.CompleteAsync()).Size);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_piece_is_given_back_when_it_is_stopped(bool gzip)
    {
        using var stop = new CancellationTokenSource();
        await using var verification = new FileVerification(stop.Token);
        var file = gzip ? GzipFile.Of(Good) : Good;
        var used = new List<Task>();
        for (var position = 0; position + 1000 < file.Length / 2; position += 1000)
        {
            used.Add(verification.AppendAsync(file.AsMemory(position, 1000)));
        }

        await stop.CancelAsync();

        await Task.WhenAll(used).WaitAsync(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(verification.CompleteAsync);
    }

    [Fact]
    public async Task Random_bytes_behind_any_beginning_end_in_a_fault()
    {
        var random = new Random(4);
        byte[][] beginnings = [[], [.. "REDIS0009"u8], [.. "VALKEY080"u8], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]];
        for (var round = 0; round < 400; round++)
        {
            var noise = new byte[random.Next(1, 3000)];
            random.NextBytes(noise);

            var report = await VerifyAsync([.. beginnings[round % beginnings.Length], .. noise], random.Next(1, 500));

            Assert.Equal(Proof.None, report.Proof);
        }
    }

    private static async Task<FileReport> VerifyAsync(byte[] file, int piece = int.MaxValue)
    {
        await using var verification = new FileVerification(CancellationToken.None);
        for (var position = 0; position < file.Length;)
        {
            var length = Math.Min(piece, file.Length - position);
            // Overwritten as soon as it is given back, as a buffer is that is used again.
            var buffer = file.AsSpan(position, length).ToArray();
            var used = verification.AppendAsync(buffer);
            _ = used.ContinueWith(_ => Array.Fill(buffer, (byte)0xAA), TaskScheduler.Default);
            position += length;
        }

        return await verification.CompleteAsync();
    }
}
