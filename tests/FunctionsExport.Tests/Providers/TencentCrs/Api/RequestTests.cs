using FunctionsExport.Providers;
using FunctionsExport.Providers.TencentCrs.Signing;
using FunctionsExport.Tests.Providers.TencentCrs.Support;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Providers.TencentCrs.Api;

public sealed class RequestTests : CrsTest
{
    [Fact]
    public async Task Request_is_a_form_signed_with_SHA256_by_default()
    {
        Api.WithInstance(1);

        await Provider.PrepareAsync(CancellationToken.None);

        var call = Assert.Single(Api.Calls);
        Assert.Equal(("POST", "application/x-www-form-urlencoded"), (call.Method, call.ContentType));
        Assert.Equal("HmacSHA256", call.Parameters["SignatureMethod"]);
        Assert.Equal(Expected(call, SignatureMethod.HmacSha256), call.Parameters["Signature"]);
        Assert.False(call.Parameters.ContainsKey("Token"));
    }

    [Fact]
    public async Task Method_and_signature_method_are_settings_and_a_token_is_signed_along()
    {
        Source.With("Method", "get").With("SignatureMethod", "HmacSHA1").With("Token", "sts+token/with=signs").With("Region", "gz");
        Api.WithInstance(1);

        await Provider.PrepareAsync(CancellationToken.None);

        var call = Assert.Single(Api.Calls);
        Assert.Equal(("GET", "HmacSHA1", "gz"), (call.Method, call.Parameters["SignatureMethod"], call.Parameters["Region"]));
        Assert.Equal("sts+token/with=signs", call.Parameters["Token"]);
        Assert.Equal(Expected(call, SignatureMethod.HmacSha1), call.Parameters["Signature"]);
    }

    [Fact]
    public async Task Clock_that_is_wrong_is_set_once_by_the_answers_date_and_stays_set()
    {
        var server = DateTimeOffset.UtcNow.AddHours(3);
        Api.WithInstance(1);
        Api.On("DescribeRedis", async (call, context) =>
        {
            context.Response.Headers.Date = server.ToString("R");
            var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Parameters["Timestamp"], null));
            await context.Response.WriteAsync((server - sent).Duration() > TimeSpan.FromMinutes(5)
                ? """{"code":4500,"message":"replay","codeDesc":"RequestExpired"}"""
                : """{"code":0,"message":"","totalCount":1,"data":{"redisSet":[{"redisId":"crs-j30wibe7"}]}}""");
        });

        await Provider.PrepareAsync(CancellationToken.None);
        Assert.Equal(2, Api.Calls.Count);
        Assert.NotEqual(Api.Calls[0].Parameters["Nonce"], Api.Calls[1].Parameters["Nonce"]);
        Assert.NotEqual(Api.Calls[0].Parameters["Signature"], Api.Calls[1].Parameters["Signature"]);

        await Provider.PrepareAsync(CancellationToken.None);
        Assert.Equal(3, Api.Calls.Count);
    }

    [Fact]
    public async Task Repeated_Nonce_is_followed_by_one_more_try_and_no_more()
    {
        Api.OnError("DescribeRedis", 4500);

        Assert.Equal(FaultCodes.ClockSkew, (await FaultOfAsync(() => Provider.PrepareAsync(CancellationToken.None))).Fault.Code);

        Assert.Equal(2, Api.Calls.Count);
        Assert.NotEqual(Api.Calls[0].Parameters["Nonce"], Api.Calls[1].Parameters["Nonce"]);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Request_without_an_answer_is_sent_once(string method)
    {
        Source.With("Method", method);
        Api.WithInstance(1, (BackupId, 2, "2017-02-08 16:46:34", "")).OnLost("ExportRedisBackup");

        await StartAndLoseAsync();

        Assert.Equal(1, Api.CountOf("ExportRedisBackup"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Request_that_finds_nobody_was_not_sent(string method)
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Source.With("Method", method).With("Endpoint", $"http://127.0.0.1:{port}");

        var thrown = await FaultOfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Equal((FaultCodes.Unavailable, true, RequestFate.NotSent), (thrown.Fault.Code, thrown.Fault.Retry, thrown.Fate));
    }

    [Fact]
    public async Task List_is_read_to_its_end_whatever_the_size_of_its_pages()
    {
        Api.WithInstance(1).On("GetRedisBackupList", (call, context) =>
        {
            var offset = int.Parse(call.Parameters["offset"], null);
            Assert.True(offset < 95);
            var items = Enumerable.Range(offset, Math.Min(10, 95 - offset))
                .Select(i => $$"""{"backupId":"b-{{i:d3}}","status":4,"startTime":"2017-02-{{1 + (i / 24):d2}} {{i % 24:d2}}:00:00"}""");
            return context.Response.WriteAsync(
                """{"code":0,"message":"","totalCount":95,"data":{"redisBackupSet":[""" + string.Join(',', items) + "]}}");
        });

        await StartAsync();

        Assert.Equal(10, Api.CountOf("GetRedisBackupList"));
        Assert.Contains("b-094", Stages[0].Intent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Total_of_a_list_may_be_inside_its_data_or_missing()
    {
        Api.WithInstance(1);
        Api.OnBody("GetRedisBackupList", """{"code":0,"data":{"totalCount":1,"redisBackupSet":[{"backupId":"b-1","status":"4","startTime":"2017-02-08 16:46:34"}]}}""");
        await StartAsync();
        Assert.Equal(1, Api.CountOf("GetRedisBackupList"));

        Api.OnBody("GetRedisBackupList", """{"code":0,"data":{"redisBackupSet":[{"backupId":"b-1","status":"4","startTime":"2017-02-08 16:46:34"}]}}""");
        await StartAsync();
        Assert.Equal(2, Api.CountOf("GetRedisBackupList"));
    }

    private static string Expected(RecordedCall call, SignatureMethod method) => CrsSignature.Compute(
        CrsSignature.PlainText(call.Method, "redis.api.qcloud.com", "/v2/index.php", call.Parameters), CrsSource.SecretKey, method);
}
