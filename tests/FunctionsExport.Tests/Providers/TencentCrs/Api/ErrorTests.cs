using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.TencentCrs.Support;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Providers.TencentCrs.Api;

/// <summary>The common error codes, a row of the table each, and the answers of what is not the API.</summary>
public sealed class ErrorTests : CrsTest
{
    [Theory]
    [InlineData(4000, FaultCodes.InvalidRequest, false)]
    [InlineData(4100, FaultCodes.Unauthorized, false)]
    [InlineData(4101, FaultCodes.Forbidden, false)]
    [InlineData(4102, FaultCodes.Forbidden, false)]
    [InlineData(4103, FaultCodes.Forbidden, false)]
    [InlineData(4104, FaultCodes.Unauthorized, false)]
    [InlineData(4105, FaultCodes.Unauthorized, false)]
    [InlineData(4106, FaultCodes.Unauthorized, false)]
    [InlineData(4110, FaultCodes.Forbidden, false)]
    [InlineData(4200, FaultCodes.ClockSkew, false)]
    [InlineData(4300, FaultCodes.AccountRefused, false)]
    [InlineData(4400, FaultCodes.Throttled, true)]
    [InlineData(4500, FaultCodes.ClockSkew, false)]
    [InlineData(4600, FaultCodes.InvalidRequest, false)]
    [InlineData(5000, FaultCodes.DatabaseNotFound, false)]
    [InlineData(5100, FaultCodes.Unavailable, true)]
    [InlineData(5200, FaultCodes.AccountRefused, false)]
    [InlineData(5300, FaultCodes.AccountRefused, false)]
    [InlineData(5400, FaultCodes.UnexpectedAnswer, false)]
    [InlineData(5500, FaultCodes.AccountRefused, false)]
    [InlineData(6000, FaultCodes.Unavailable, true)]
    [InlineData(6100, FaultCodes.InvalidRequest, false)]
    [InlineData(6200, FaultCodes.Unavailable, true)]
    [InlineData(10702, FaultCodes.DatabaseBusy, true)]
    [InlineData(10707, FaultCodes.DatabaseBusy, true)]
    [InlineData(10710, FaultCodes.DatabaseBusy, true)]
    [InlineData(10711, FaultCodes.BackupStatusInvalid, true)]
    [InlineData(11214, FaultCodes.NotAClusterInstance, false)]
    [InlineData(9999, FaultCodes.UnexpectedAnswer, false)]
    public async Task Code_is_a_stable_fault_with_its_retry_and_a_remedy(int code, string fault, bool retry)
    {
        foreach (var body in new[]
        {
            $$"""{"code":{{code}},"message":"no","codeDesc":"Anything"}""",
            $$"""{"code":"{{code}}","message":"[request id:1]no\n"}""",
        })
        {
            Api.OnBody("DescribeRedis", body);

            var thrown = await FaultOfAsync(() => Provider.PrepareAsync(CancellationToken.None));

            Assert.Equal((fault, retry), (thrown.Fault.Code, thrown.Fault.Retry));
            Assert.StartsWith($"{code}", thrown.Fault.ProviderCode, StringComparison.Ordinal);
            Assert.Contains(". ", thrown.Fault.Message + " ", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Captured_answer_of_an_account_without_the_right_names_the_action_to_allow()
    {
        Api.OnError(
            "DescribeRedis",
            4102,
            "SecretidNotAuthAccessResource",
            "[request id:XXX]you are not authorized to perform operation (cns:RecordList)\nresource (*) has no permission\n");

        var fault = (await FaultOfAsync(() => Provider.PrepareAsync(CancellationToken.None))).Fault;

        Assert.Equal(FaultCodes.Forbidden, fault.Code);
        Assert.Contains("redis:DescribeRedis", fault.Message, StringComparison.Ordinal);
        Assert.Equal("4102 SecretidNotAuthAccessResource", fault.ProviderCode);
    }

    [Fact]
    public async Task Message_that_repeats_the_request_is_shown_without_its_secrets()
    {
        Source.With("Token", "temporary-token-of-sts");
        Api.On("DescribeRedis", (call, context) => context.Response.WriteAsync(System.Text.Json.JsonSerializer.Serialize(new
        {
            code = 4100,
            message = $"bad: {call.Text} {call.Parameters["Signature"]} see https://redis.api.qcloud.com/v2/index.php?x=1",
        })));

        var shown = (await FaultOfAsync(() => Provider.PrepareAsync(CancellationToken.None))).Fault.ToString();

        var sent = Api.Last("DescribeRedis");
        Assert.DoesNotContain(sent["Signature"], shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(sent["Signature"]), shown, StringComparison.Ordinal);
        Assert.DoesNotContain("temporary-token-of-sts", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("://", shown, StringComparison.Ordinal);
        Assert.Contains("bad:", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_that_is_cut_in_the_middle_of_a_secret_shows_no_part_of_it()
    {
        Source.With("Token", new string('t', 200));
        Api.OnError("DescribeRedis", 4105, message: new string('-', 400) + " " + new string('t', 200));

        var shown = (await FaultOfAsync(() => Provider.PrepareAsync(CancellationToken.None))).Fault.ProviderMessage;

        Assert.DoesNotContain("ttt", shown, StringComparison.Ordinal);
        Assert.Contains("---", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "", FaultCodes.Unavailable, true)]
    [InlineData(429, "", FaultCodes.Throttled, true)]
    [InlineData(404, "<html>", FaultCodes.UnexpectedAnswer, false)]
    [InlineData(200, "<html>a proxy</html>", FaultCodes.UnexpectedAnswer, false)]
    [InlineData(200, "[]", FaultCodes.UnexpectedAnswer, false)]
    [InlineData(200, """{"Response":{}}""", FaultCodes.UnexpectedAnswer, false)]
    public async Task Answer_that_is_not_the_APIs_is_a_fault(int status, string body, string code, bool retry)
    {
        Api.OnBody("DescribeRedis", body, status);

        var fault = (await FaultOfAsync(() => Provider.PrepareAsync(CancellationToken.None))).Fault;

        Assert.Equal((code, retry), (fault.Code, fault.Retry));
    }

    [Theory]
    [InlineData("""{"code":6000,"message":"no"}""", 200)]
    [InlineData("<html>", 200)]
    [InlineData("", 502)]
    public async Task Backup_that_may_have_begun_is_settled_by_reading(string body, int status)
    {
        Source.With("BackupFirst", "true");
        Api.WithInstance(1).OnBody("ManualBackupInstance", body, status);

        Assert.Equal(RequestFate.Unanswered, (await FaultOfAsync(StartAsync)).Fate);
    }

    [Theory]
    [InlineData(4400, FaultCodes.Throttled)]
    [InlineData(5100, FaultCodes.Unavailable)]
    [InlineData(10707, FaultCodes.DatabaseBusy)]
    public async Task Backup_that_was_refused_may_be_asked_for_again(int code, string fault)
    {
        Source.With("BackupFirst", "true");
        Api.WithInstance(1).OnError("ManualBackupInstance", code);

        var thrown = await FaultOfAsync(StartAsync);

        Assert.Equal((fault, true, RequestFate.Answered), (thrown.Fault.Code, thrown.Fault.Retry, thrown.Fate));
    }
}
