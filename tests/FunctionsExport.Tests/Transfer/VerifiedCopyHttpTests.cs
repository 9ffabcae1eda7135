using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer;
using FunctionsExport.Transfer.Retries;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Tests.Transfer;

/// <summary>Copies from a real HTTP server that fails as servers do.</summary>
public sealed class VerifiedCopyHttpTests : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private readonly HttpClient _http = HttpFileClient.Create();
    private readonly CopyTest _test = CopyTest.Plain();
    private FileServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await FileServer.StartAsync(_test.Content);
        _test.Options = _test.Options with
        {
            Settings = new TransferSettings(BlockSize: Mebibyte, Reads: 1),
            SourceRetries = new RetryPolicy(4, TimeSpan.Zero, TimeSpan.Zero),
        };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Connection_reset_at_every_tenth_block_costs_a_request_each()
    {
        _server.ResetAfter = _ => 10 * Mebibyte;

        await AssertCopiedAsync(File());

        Assert.InRange(_server.Requests.Count, 5, 7);
        Assert.All(_server.Requests.Skip(1), r => Assert.Equal("\"v1\"", r.IfRange));
    }

    [Fact]
    public async Task Server_that_stalls_is_asked_again()
    {
        var stalls = 0;
        _server.BeforePiece = (at, _, stop) => at == 20 * Mebibyte && Interlocked.Increment(ref stalls) == 1
            ? Task.Delay(Timeout.Infinite, stop)
            : Task.CompletedTask;

        await AssertCopiedAsync(File(stall: TimeSpan.FromSeconds(2)));

        Assert.True(_server.Requests.Count > 1);
    }

    [Fact]
    public async Task Url_that_expires_on_the_way_is_replaced()
    {
        _server.ResetAfter = number => number == 1 ? 10 * Mebibyte : null;
        _server.Instead = (number, context) =>
        {
            if (number == 1 || context.Request.QueryString.Value!.Contains("fresh", StringComparison.Ordinal))
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };

        await AssertCopiedAsync(File());

        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task File_that_changes_between_attempts_is_started_over()
    {
        var changed = RdbFile.OfLength(_test.Content.Length, seed: 2);
        _server.ResetAfter = number => number == 1 ? 10 * Mebibyte : null;
        _server.Instead = (number, _) =>
        {
            if (number == 2)
            {
                (_server.Content, _server.ETag) = (changed, "\"v2\"");
            }

            return Task.FromResult(false);
        };

        var fetched = await _test.RunAsync(File().OpenAsync);

        Assert.Equal((Proof.Full, CopyTest.Sha256Of(changed)), (fetched.Proof, fetched.Sha256));
        Assert.True(changed.AsSpan().SequenceEqual(_test.Blob!.Content));
    }

    [Fact]
    public async Task Slow_stream_is_helped_by_ranges_at_once()
    {
        _test.Options = _test.Options with { Settings = new TransferSettings(BlockSize: Mebibyte) };
        var (running, most) = (0, 0);
        _server.BeforePiece = async (_, _, stop) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(TimeSpan.FromMilliseconds(25), stop);
            Interlocked.Decrement(ref running);
        };

        await AssertCopiedAsync(File());

        // The one stream that was given up may still be counted.
        Assert.InRange(most, 2, 5);
        Assert.Contains(_server.Requests, r => r.Range == $"bytes={40 * Mebibyte}-{_test.Content.Length - 1}");
    }

    [Fact]
    public async Task Byte_that_flips_on_the_way_is_never_committed()
    {
        _server.BeforePiece = (at, piece, _) =>
        {
            piece.Span[0] ^= (byte)(at == 30 * Mebibyte ? 1 : 0);
            return Task.CompletedTask;
        };

        var error = await Assert.ThrowsAsync<ExportFaultException>(() => _test.RunAsync(File().OpenAsync));

        Assert.Equal(FaultCodes.Corrupt, error.Fault.Code);
        Assert.Contains("at offset", error.Message, StringComparison.Ordinal);
        _test.AssertNothingCommitted();
    }

    private async Task AssertCopiedAsync(HttpFile file)
    {
        var fetched = await _test.RunAsync(file.OpenAsync);

        Assert.Equal((Proof.Full, CopyTest.Sha256Of(_test.Content)), (fetched.Proof, fetched.Sha256));
        Assert.True(_test.Content.AsSpan().SequenceEqual(_test.Blob!.Content));
    }

    private HttpFile File(TimeSpan? stall = null) => new(
        _http,
        new HttpFileOptions
        {
            Name = "dump.rdb",
            GetUrl = _ => ValueTask.FromResult(_server.Url),
            GetFreshUrl = _ => ValueTask.FromResult(new Uri($"{_server.Url}&fresh=1")),
            StallTimeout = stall ?? TimeSpan.FromMinutes(1),
        },
        TimeProvider.System);
}
