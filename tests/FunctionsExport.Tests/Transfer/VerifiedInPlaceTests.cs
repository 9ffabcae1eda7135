using System.Security.Cryptography;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Transfer;

public sealed class VerifiedInPlaceTests
{
    // Several pieces, and a bit.
    private static readonly byte[] Dump = RdbFile.OfLength(9_000_000);

    private int _opened;

    [Fact]
    public async Task File_is_read_once_and_described_as_a_copy_would_be()
    {
        var gzipped = GzipFile.Of(Dump);

        var fetched = await RunAsync(gzipped);

        Assert.Null(fetched.Blob);
        Assert.Equal(1, _opened);
        Assert.Equal((gzipped.Length, Proof.Full), (fetched.Size, fetched.Proof));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(gzipped)), fetched.Sha256);
        Assert.Equal(Crc64.Append(0, gzipped).ToString("x16"), fetched.Crc64);
        Assert.Equal([FileChecks.Length, FileChecks.GzipCrc32, FileChecks.RdbStructure, FileChecks.RdbCrc64], fetched.Checks);
        Assert.Equal(Dump.Length, fetched.Rdb!.Size);
    }

    [Fact]
    public async Task Byte_that_is_wrong_is_found()
    {
        var bad = Dump.ToArray();
        bad[5_000_000] ^= 1;

        var thrown = await Assert.ThrowsAsync<ExportFaultException>(() => RunAsync(bad));

        Assert.Equal((FaultCodes.Corrupt, false), (thrown.Fault.Code, thrown.Fault.Retry));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task File_of_another_size_than_listed_is_refused(int more)
    {
        var thrown = await Assert.ThrowsAsync<ExportFaultException>(() => RunAsync(Dump, Dump.Length + more));

        Assert.Equal(FaultCodes.Corrupt, thrown.Fault.Code);
    }

    [Fact]
    public async Task File_of_unknown_size_is_proven_by_what_is_in_it()
    {
        var fetched = await new VerifiedInPlace(new ExportedFile("dump.rdb", null, "there", 1, 1), _ => Task.CompletedTask).RunAsync(
            (_, _) => Task.FromResult(new OpenedFile(new SourceStream(Dump)) { Offset = 0, Size = null, Version = null }),
            CancellationToken.None);

        Assert.Equal((Dump.Length, Proof.Full), (fetched.Size, fetched.Proof));
        Assert.Equal([FileChecks.RdbStructure, FileChecks.RdbCrc64], fetched.Checks);
    }

    [Fact]
    public async Task Encrypted_file_is_described_and_not_judged()
    {
        var content = Dump.ToArray();
        content[5_000_000] ^= 1;
        var file = new ExportedFile("dump.rdb", content.Length, "there", 1, 1) { Encrypted = true };

        var fetched = await new VerifiedInPlace(file, _ => Task.CompletedTask).RunAsync(
            (_, _) => Task.FromResult(new OpenedFile(new SourceStream(content)) { Offset = 0, Size = content.Length, Version = null }),
            CancellationToken.None);

        Assert.Equal((Proof.None, null), (fetched.Proof, fetched.Rdb));
    }

    [Fact]
    public async Task Export_that_is_to_stop_stops()
    {
        var questions = 0;
        Task EnsureOwnedAsync(CancellationToken token) => ++questions == 1
            ? Task.CompletedTask
            : throw new ExportFaultException(new ExportFault(FaultCodes.Cancelled, "Cancelled."));
        var large = RdbFile.OfLength(40_000_000);

        var thrown = await Assert.ThrowsAsync<ExportFaultException>(() => RunAsync(large, ensureOwned: EnsureOwnedAsync));

        Assert.Equal(FaultCodes.Cancelled, thrown.Fault.Code);
    }

    [Fact]
    public async Task Source_that_fails_is_tried_again_later()
    {
        var source = new SourceStream(Dump) { Failure = (5_000_000, new IOException("gone")) };

        var thrown = await Assert.ThrowsAsync<ExportFaultException>(() => RunAsync(source, Dump.Length, null));

        Assert.Equal((FaultCodes.Unavailable, true), (thrown.Fault.Code, thrown.Fault.Retry));
        Assert.True(source.IsDisposed);
    }

    private Task<FetchedFile> RunAsync(byte[] content, long? listed = null, Func<CancellationToken, Task>? ensureOwned = null) =>
        RunAsync(new SourceStream(content), listed ?? content.Length, ensureOwned);

    private Task<FetchedFile> RunAsync(Stream source, long listed, Func<CancellationToken, Task>? ensureOwned) =>
        new VerifiedInPlace(new ExportedFile("dump.rdb", listed, "there", 1, 1), ensureOwned ?? (_ => Task.CompletedTask)).RunAsync(
            (range, _) =>
            {
                _opened++;
                return Task.FromResult(new OpenedFile(source) { Offset = 0, Size = listed, Version = null });
            },
            CancellationToken.None);
}
