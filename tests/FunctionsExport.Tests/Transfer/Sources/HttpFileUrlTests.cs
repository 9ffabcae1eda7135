using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer.Sources;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Transfer.Sources;

/// <summary>URLs that expire, lead elsewhere, or to a server that does not answer.</summary>
public sealed class HttpFileUrlTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = HttpFileClient.Create();
    private FileServer _server = null!;
    private int _fresh;

    public async Task InitializeAsync() => _server = await FileServer.StartAsync(GzipFile.Noise(300_000));

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Expired_url_is_asked_for_again_once(int status)
    {
        RefuseUnless("fresh=1", status);
        var file = File(o => WithFresh(o) with { ExpiredStatuses = [401, 403, 404] });

        await using (var opened = await file.OpenAsync(FileRange.All, default))
        {
            Assert.Equal(300_000, opened.Size);
        }

        await using var again = await file.OpenAsync(new FileRange(5), default);
        Assert.Equal(1, _fresh);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task Opens_that_meet_the_same_expired_url_ask_for_one_fresh_one()
    {
        RefuseUnless("fresh=1", 403);
        var file = File(WithFresh);

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => file.OpenAsync(new FileRange(i), default)));

        Assert.Equal(1, _fresh);
        Assert.All(opened, o => Assert.Equal(300_000, o.Size));
        foreach (var one in opened)
        {
            await one.DisposeAsync();
        }
    }

    [Fact]
    public async Task Url_that_expires_again_is_asked_for_again()
    {
        RefuseUnless("fresh=1", 403);
        var file = File(WithFresh);
        await (await file.OpenAsync(FileRange.All, default)).DisposeAsync();
        RefuseUnless("fresh=2", 403);

        await (await file.OpenAsync(FileRange.All, default)).DisposeAsync();

        Assert.Equal(2, _fresh);
    }

    [Fact]
    public async Task Fresh_url_that_is_refused_too_is_a_fault()
    {
        RefuseUnless("never", 403);

        var fault = await FaultAsync(File(WithFresh));

        Assert.Equal(FaultCodes.Forbidden, fault.Code);
        Assert.Equal((1, 2), (_fresh, _server.Requests.Count));
    }

    [Fact]
    public async Task Status_that_says_nothing_of_expiry_asks_for_no_url()
    {
        RefuseUnless("never", 404);

        Assert.Equal(FaultCodes.Incomplete, (await FaultAsync(File(WithFresh))).Code);
        Assert.Equal(0, _fresh);
    }

    [Fact]
    public async Task Redirect_is_a_fault_unless_it_is_allowed()
    {
        var target = $"{_server.Url}&moved=1";
        _server.Instead = (_, context) => RedirectAsync(context, target);

        var fault = await FaultAsync(File());
        await using var opened = await File(o => o with { MaxRedirects = 1 }).OpenAsync(new FileRange(7, 5), default);

        Assert.Equal((FaultCodes.UnexpectedAnswer, "302"), (fault.Code, fault.ProviderCode));
        Assert.Equal(7, opened.Offset);
        Assert.Equal("bytes=7-11", _server.Requests.Last().Range);
    }

    [Fact]
    public async Task Redirects_without_end_are_a_fault()
    {
        _server.Instead = (_, context) => RedirectAsync(context, $"/{Guid.NewGuid()}");

        await FaultAsync(File(o => o with { MaxRedirects = 3 }));

        Assert.Equal(4, _server.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://elsewhere/")]
    public async Task Redirect_to_another_scheme_is_never_followed(string target)
    {
        _server.Instead = (_, context) => RedirectAsync(context, target);

        await FaultAsync(File(o => o with { MaxRedirects = 3 }));

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Credentials_are_not_sent_to_where_a_redirect_leads()
    {
        await using var other = await FileServer.StartAsync([1, 2, 3]);
        var seen = new List<string>();
        _server.Instead = (_, context) =>
        {
            seen.Add("own " + context.Request.Headers.Authorization);
            return RedirectAsync(context, other.Url.ToString());
        };
        other.Instead = (_, context) =>
        {
            seen.Add("other " + context.Request.Headers.Authorization);
            return Task.FromResult(false);
        };
        var file = File(o => o with
        {
            MaxRedirects = 1,
            Prepare = (request, _) =>
            {
                request.Headers.Authorization = new("Bearer", "token");
                return ValueTask.CompletedTask;
            },
        });

        await (await file.OpenAsync(FileRange.All, default)).DisposeAsync();

        Assert.Equal(["own Bearer token", "other "], seen);
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_given_up()
    {
        _server.Instead = async (_, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };

        var fault = await FaultAsync(File(o => o with { ResponseTimeout = Short }));

        Assert.Equal((FaultCodes.Unavailable, true), (fault.Code, fault.Retry));
        Assert.Contains("source of dump.rdb has not answered for 0.1 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_stalls_is_given_up_and_says_after_how_many_bytes()
    {
        _server.BeforePiece = (at, _, stop) => at >= 131_072 ? Task.Delay(Timeout.Infinite, stop) : Task.CompletedTask;
        await using var opened = await File(o => o with { StallTimeout = Short }).OpenAsync(FileRange.All, default);
        var buffer = new byte[131_072];
        await opened.Content.ReadExactlyAsync(buffer);

        var error = await Assert.ThrowsAsync<ExportFaultException>(() => opened.Content.ReadAsync(buffer).AsTask());

        Assert.Equal((FaultCodes.Unavailable, true), (error.Fault.Code, error.Fault.Retry));
        Assert.Contains("has sent nothing for 0.1 s, after 131072 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_read_is_no_fault_of_the_source()
    {
        _server.BeforePiece = (at, _, stop) => at > 0 ? Task.Delay(Timeout.Infinite, stop) : Task.CompletedTask;
        await using var opened = await File().OpenAsync(FileRange.All, default);
        await opened.Content.ReadExactlyAsync(new byte[64 * 1024]);
        using var stop = new CancellationTokenSource();

        var reading = opened.Content.ReadAsync(new byte[10], stop.Token).AsTask();
        await stop.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(stop.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Server_that_is_not_there_or_speaks_no_http_names_no_address()
    {
        await using var raw = RawServer.Start((_, stream, stop) => RawServer.WriteAsync(stream, "220 FTP ready\n\n", stop));
        var url = new Uri($"http://127.0.0.1:{raw.Port}/x?{FileServer.Query}");

        var noHttp = await FaultAsync(File(o => o with { GetUrl = _ => ValueTask.FromResult(url) }));
        raw.StopListening();
        var gone = await FaultAsync(File(o => o with { GetUrl = _ => ValueTask.FromResult(url) }));

        Assert.Contains("does not answer in HTTP", noHttp.Message, StringComparison.Ordinal);
        Assert.Contains("could not be connected to", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_that_is_not_trusted_is_said_so()
    {
        await using var raw = RawServer.Start(async (_, stream, stop) => await RawServer.TlsAsync(stream, stop));
        var url = new Uri($"https://localhost:{raw.Port}/x?{FileServer.Query}");

        var fault = await FaultAsync(File(o => o with { GetUrl = _ => ValueTask.FromResult(url) }));

        Assert.Equal((FaultCodes.CertificateNotTrusted, false), (fault.Code, fault.Retry));
    }

    private void RefuseUnless(string query, int status) => _server.Instead = (_, context) =>
    {
        if (context.Request.QueryString.Value!.Contains(query, StringComparison.Ordinal))
        {
            return Task.FromResult(false);
        }

        context.Response.StatusCode = status;
        return Task.FromResult(true);
    };

    private static Task<bool> RedirectAsync(HttpContext context, string target)
    {
        if (context.Request.QueryString.Value!.Contains("moved", StringComparison.Ordinal))
        {
            return Task.FromResult(false);
        }

        context.Response.Redirect(target);
        return Task.FromResult(true);
    }

    private static async Task<ExportFault> FaultAsync(HttpFile file)
    {
        var error = await Assert.ThrowsAsync<ExportFaultException>(() => file.OpenAsync(FileRange.All, default));
        foreach (var part in new[] { FileServer.Query, "127.0.0.1", "localhost" })
        {
            Assert.DoesNotContain(part, error.ToString(), StringComparison.Ordinal);
        }

        return error.Fault;
    }

    private HttpFileOptions WithFresh(HttpFileOptions options) => options with
    {
        GetFreshUrl = _ => ValueTask.FromResult(new Uri($"{_server.Url}&fresh={Interlocked.Increment(ref _fresh)}")),
    };

    private HttpFile File(Func<HttpFileOptions, HttpFileOptions>? with = null)
    {
        var options = new HttpFileOptions { Name = "dump.rdb", GetUrl = _ => ValueTask.FromResult(_server.Url) };
        return new HttpFile(_http, with is null ? options : with(options), TimeProvider.System);
    }
}
