using System.Globalization;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Transfer.Sources;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Transfer.Sources;

public sealed class HttpFileTests : IAsyncLifetime
{
    private readonly HttpClient _http = HttpFileClient.Create();
    private readonly byte[] _content = GzipFile.Noise(300_000);
    private FileServer _server = null!;

    public async Task InitializeAsync() => _server = await FileServer.StartAsync(_content);

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Whole_file_is_asked_for_without_a_range()
    {
        await using var opened = await File().OpenAsync(FileRange.All, default);

        Assert.Equal((0, 300_000, "\"v1\"", true), (opened.Offset, opened.Size, opened.Version, opened.HasRanges));
        Assert.Equal(_content, await ReadAsync(opened));
        Assert.Equal([("", "")], _server.Requests);
    }

    [Theory]
    [InlineData(1, null, "bytes=1-")]
    [InlineData(0, 10L, "bytes=0-9")]
    [InlineData(299_999, 1L, "bytes=299999-299999")]
    [InlineData(100_000, 500_000L, "bytes=100000-599999")]
    public async Task Range_is_asked_for_and_answered(int offset, long? length, string range)
    {
        await using var opened = await File().OpenAsync(new FileRange(offset, length, "\"v1\""), default);

        Assert.Equal((offset, 300_000, "\"v1\"", true), (opened.Offset, opened.Size, opened.Version, opened.HasRanges));
        Assert.Equal(_content.Skip(offset).Take((int)(length ?? int.MaxValue)), await ReadAsync(opened));
        Assert.Equal([(range, "\"v1\"")], _server.Requests);
    }

    [Fact]
    public async Task File_of_another_version_is_answered_from_its_start()
    {
        await using var opened = await File().OpenAsync(new FileRange(1000, Version: "\"v0\""), default);

        Assert.Equal((0, "\"v1\""), (opened.Offset, opened.Version));
        Assert.Equal(_content, await ReadAsync(opened));
    }

    [Fact]
    public async Task Server_that_overlooks_the_condition_is_asked_for_the_whole_file()
    {
        _server.Instead = (_, context) =>
        {
            context.Request.Headers.Remove("If-Range");
            return Task.FromResult(false);
        };

        await using var opened = await File().OpenAsync(new FileRange(1000, Version: "\"v0\""), default);

        Assert.Equal((0, "\"v1\""), (opened.Offset, opened.Version));
        Assert.Equal(_content, await ReadAsync(opened));
    }

    [Theory]
    [InlineData("W/\"v1\"")]
    [InlineData("W/\"\"")]
    public async Task Weak_etag_is_no_version_and_neither_is_the_date_beside_it(string etag)
    {
        _server.ETag = etag;
        _server.LastModified = DateTimeOffset.UnixEpoch;

        await using var opened = await File().OpenAsync(FileRange.All, default);

        Assert.Null(opened.Version);
    }

    [Fact]
    public async Task Date_counts_when_it_is_a_minute_old()
    {
        _server.ETag = null;
        _server.LastModified = DateTimeOffset.UnixEpoch;
        string? version;
        await using (var opened = await File().OpenAsync(FileRange.All, default))
        {
            version = opened.Version;
        }

        await using var same = await File().OpenAsync(new FileRange(5, Version: version), default);
        _server.LastModified = DateTimeOffset.UnixEpoch.AddSeconds(1);
        await using var changed = await File().OpenAsync(new FileRange(5, Version: version), default);

        Assert.Equal((5, version), (same.Offset, same.Version));
        Assert.Equal(0, changed.Offset);
        Assert.Equal("Thu, 01 Jan 1970 00:00:00 GMT", _server.Requests.Last().IfRange);
    }

    [Fact]
    public async Task Date_of_this_minute_does_not_count()
    {
        _server.ETag = null;
        _server.LastModified = DateTimeOffset.UtcNow.AddSeconds(-20);

        await using var opened = await File().OpenAsync(FileRange.All, default);

        Assert.Null(opened.Version);
    }

    [Fact]
    public async Task Source_without_ranges_answers_from_the_start()
    {
        _server.HasRanges = false;

        await using var opened = await File().OpenAsync(new FileRange(1000, Version: "\"v1\""), default);

        Assert.Equal((0, false), (opened.Offset, opened.HasRanges));
        Assert.Equal(_content, await ReadAsync(opened));
    }

    [Fact]
    public async Task At_the_end_there_is_nothing_more()
    {
        await using var opened = await File().OpenAsync(new FileRange(300_000, Version: "\"v1\""), default);

        Assert.Equal((300_000, 300_000), (opened.Offset, opened.Size));
        Assert.Empty(await ReadAsync(opened));
    }

    [Fact]
    public async Task File_that_has_shrunk_is_answered_from_its_start()
    {
        await using var opened = await File().OpenAsync(new FileRange(300_001, Version: "\"v1\""), default);

        Assert.Equal(0, opened.Offset);
        Assert.Equal(_content, await ReadAsync(opened));
    }

    [Theory]
    [InlineData("bytes 999-1009/300000")]
    [InlineData("bytes 1000-1010/300000")]
    [InlineData("bytes 1000-1009/1005")]
    [InlineData("bytes */300000")]
    [InlineData("items 1000-1009/300000")]
    [InlineData("")]
    public async Task Other_range_than_asked_for_is_a_fault(string contentRange)
    {
        _server.Instead = async (_, context) =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = contentRange;
            await context.Response.WriteAsync("0123456789");
            return true;
        };

        var fault = await FaultAsync(File(), new FileRange(1000, 10));

        Assert.Equal(FaultCodes.UnexpectedAnswer, fault.Code);
        Assert.Contains("source of dump.rdb answered with a range other than the one asked for, after 1000 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Length_other_than_the_ranges_is_a_fault()
    {
        _server.Instead = async (_, context) =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 1000-1009/300000";
            context.Response.ContentLength = 5;
            await context.Response.WriteAsync("01234");
            return true;
        };

        Assert.Contains("length other", (await FaultAsync(File(), new FileRange(1000, 10))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01234", "ended its answer early, after 1005 bytes")]
    [InlineData("0123456789ABC", "more bytes than it had announced")]
    public async Task Part_in_chunks_has_the_length_of_its_range(string body, string message)
    {
        _server.Instead = async (_, context) =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 1000-1009/300000";
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync(body);
            return true;
        };
        await using var opened = await File().OpenAsync(new FileRange(1000, 10), default);

        var fault = (await Assert.ThrowsAsync<ExportFaultException>(() => ReadAsync(opened))).Fault;

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_of_unknown_size_is_read_to_its_end()
    {
        _server.Instead = async (_, context) =>
        {
            await context.Response.Body.FlushAsync();
            await context.Response.Body.WriteAsync(_content);
            return true;
        };

        await using var opened = await File().OpenAsync(FileRange.All, default);

        Assert.Null(opened.Size);
        Assert.Equal(_content, await ReadAsync(opened));
    }

    [Fact]
    public async Task Encoded_content_is_refused()
    {
        _server.Instead = (_, context) =>
        {
            Assert.Equal("identity", context.Request.Headers.AcceptEncoding);
            context.Response.Headers.ContentEncoding = "gzip";
            return Task.FromResult(false);
        };

        var fault = await FaultAsync(File(), FileRange.All);

        Assert.Equal((FaultCodes.UnexpectedAnswer, false), (fault.Code, fault.Retry));
        Assert.Contains("Content-Encoding", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, FaultCodes.Unauthorized, false)]
    [InlineData(403, FaultCodes.Forbidden, false)]
    [InlineData(404, FaultCodes.Incomplete, false)]
    [InlineData(410, FaultCodes.Incomplete, false)]
    [InlineData(418, FaultCodes.UnexpectedAnswer, false)]
    [InlineData(204, FaultCodes.UnexpectedAnswer, false)]
    [InlineData(408, FaultCodes.Unavailable, true)]
    [InlineData(429, FaultCodes.Throttled, true)]
    [InlineData(500, FaultCodes.Unavailable, true)]
    [InlineData(503, FaultCodes.Unavailable, true)]
    public async Task Status_tells_what_is_wrong_and_after_how_many_bytes(int status, string code, bool retry)
    {
        _server.Instead = (_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            return Task.FromResult(true);
        };

        var fault = await FaultAsync(File(), new FileRange(1000));

        Assert.Equal((code, retry, status.ToString(CultureInfo.InvariantCulture)), (fault.Code, fault.Retry, fault.ProviderCode));
        Assert.Equal(retry ? TimeSpan.FromSeconds(7) : null, fault.RetryAfter);
        Assert.Contains($"source of dump.rdb answered with HTTP status {status}, after 1000 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_after_may_be_a_date()
    {
        _server.Instead = (_, context) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = DateTimeOffset.UtcNow.AddHours(2).ToString("R", CultureInfo.InvariantCulture);
            return Task.FromResult(true);
        };

        var wait = (await FaultAsync(File(), FileRange.All)).RetryAfter!.Value;

        Assert.InRange(wait, TimeSpan.FromMinutes(100), TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Reset_connection_says_after_how_many_bytes()
    {
        _server.ResetAfter = _ => 70_000;
        await using var opened = await File().OpenAsync(new FileRange(1000), default);

        var fault = (await Assert.ThrowsAsync<ExportFaultException>(() => ReadAsync(opened))).Fault;

        Assert.Equal((FaultCodes.Unavailable, true), (fault.Code, fault.Retry));
        Assert.Matches("source of dump.rdb (ended its answer early|broke the connection), after (1000|[1-6]?\\d{4}|7[01]\\d{3}) bytes", fault.Message);
    }

    private static async Task<ExportFault> FaultAsync(HttpFile file, FileRange range)
    {
        var error = await Assert.ThrowsAsync<ExportFaultException>(async () =>
        {
            await using var opened = await file.OpenAsync(range, default);
            await ReadAsync(opened);
        });
        Assert.DoesNotContain(FileServer.Query, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", error.ToString(), StringComparison.Ordinal);
        return error.Fault;
    }

    private HttpFile File(Func<HttpFileOptions, HttpFileOptions>? with = null)
    {
        var options = new HttpFileOptions { Name = "dump.rdb", GetUrl = _ => ValueTask.FromResult(_server.Url) };
        return new HttpFile(_http, with is null ? options : with(options), TimeProvider.System);
    }

    private static async Task<byte[]> ReadAsync(OpenedFile opened)
    {
        var read = new MemoryStream();
        await opened.Content.CopyToAsync(read);
        return read.ToArray();
    }
}
