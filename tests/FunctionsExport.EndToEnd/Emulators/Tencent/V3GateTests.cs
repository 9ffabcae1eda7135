using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Accounts;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>What API 3.0 refuses before it looks at what is asked.</summary>
public sealed class V3GateTests
{
    private const string Action = "DescribeInstanceBackups";

    [Fact]
    public async Task Every_form_of_a_signature_is_taken()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var now = tencent.Clock.GetUtcNow();
        Assert.Null(await CodeAsync(tencent, new V3Request(Action, now, "{}") { SignsAction = true }));
        Assert.Null(await CodeAsync(tencent, new V3Request(Action, now, "{}") { UnsignedPayload = true }));
        Assert.Null(await CodeAsync(tencent, new V3Request(Action, now, "{}") { ContentType = "application/json" }));
    }

    [Fact]
    public async Task Signature_for_a_wrong_key_time_or_product_is_refused()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var now = tencent.Clock.GetUtcNow();
        Assert.Equal("AuthFailure.SignatureFailure", await CodeAsync(tencent, new V3Request(Action, now, "{}") { SecretKey = "x" }));
        Assert.Equal("AuthFailure.SecretIdNotFound", await CodeAsync(tencent, new V3Request(Action, now, "{}") { SecretId = "x" }));
        Assert.Equal("AuthFailure.InvalidAuthorization", await CodeAsync(tencent, new V3Request(Action, now, "{}") { Signature = "x" }));
        Assert.Equal("NoSuchProduct", await CodeAsync(tencent, new V3Request(Action, now, "{}") { Service = "cvm" }));
        Assert.Equal("AuthFailure.SignatureExpire", await CodeAsync(tencent, new V3Request(Action, now.AddSeconds(-301), "{}")));
        Assert.Equal("AuthFailure.SignatureExpire", await CodeAsync(tencent, new V3Request(Action, now.AddSeconds(301), "{}")));
        Assert.Null(await CodeAsync(tencent, new V3Request(Action, now.AddSeconds(-300), "{}")));
    }

    [Fact]
    public async Task Request_that_is_not_one_of_this_api_is_refused()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var now = tencent.Clock.GetUtcNow();
        Assert.Equal("NoSuchVersion", await CodeAsync(tencent, new V3Request(Action, now, "{}") { Version = "2017-03-12" }));
        Assert.Equal("InvalidAction", await CodeAsync(tencent, new V3Request("ExportRedisBackup", now, "{}")));
        Assert.Equal("MissingParameter", await CodeAsync(tencent, new V3Request(Action, now, "{}") { Region = null }));
        Assert.Equal("UnsupportedRegion", await CodeAsync(tencent, new V3Request(Action, now, "{}") { Region = "gz" }));
        Assert.Equal("UnknownParameter", await CodeAsync(tencent, new V3Request(Action, now, """{"limit":1}""")));
        Assert.Equal("InvalidParameter", await CodeAsync(tencent, new V3Request(Action, now, """{"Limit":"1"}""")));
        Assert.Equal("InvalidRequest", await CodeAsync(tencent, new V3Request(Action, now, "[]")));
        Assert.Equal("InvalidRequest", await CodeAsync(tencent, new V3Request(Action, now, """{"Limit":1,"Limit":2}""")));
    }

    [Theory]
    [InlineData("sts-token", null)]
    [InlineData("other", "AuthFailure.TokenFailure")]
    [InlineData(null, "AuthFailure.TokenFailure")]
    public async Task Temporary_key_needs_its_token(string? token, string? code)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0, accounts: [new("AKIDtemporary", "key", "sts-token")]);
        var request = new V3Request(Action, tencent.Clock.GetUtcNow(), "{}")
        {
            SecretId = "AKIDtemporary",
            SecretKey = "key",
            Token = token,
        };
        Assert.Equal(code, await CodeAsync(tencent, request));
    }

    [Fact]
    public async Task Policy_denies_actions_and_instances()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0, accounts:
        [
            new TencentAccount("AKIDaction", "key") { DeniedActions = new HashSet<string> { "DescribeBackupUrl" } },
            new TencentAccount("AKIDinstance", "key") { DeniedInstances = new HashSet<string> { EmulatedTencent.InstanceId } },
        ]);
        var body = $$"""{"InstanceId":"{{EmulatedTencent.InstanceId}}"}""";
        foreach (var (id, action, code) in new[]
        {
            ("AKIDaction", "DescribeBackupUrl", "UnauthorizedOperation"), ("AKIDaction", Action, null),
            ("AKIDinstance", Action, "UnauthorizedOperation"),
        })
        {
            var request = new V3Request(action, tencent.Clock.GetUtcNow(), body) { SecretId = id, SecretKey = "key" };
            Assert.Equal(code, await CodeAsync(tencent, request));
        }
    }

    [Fact]
    public async Task Plain_http_is_refused_unless_it_is_allowed()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        foreach (var (allowed, code) in new[] { (false, "UnsupportedProtocol"), (true, null) })
        {
            tencent.Emulator.Service.AcceptPlainHttp = allowed;
            using var answer = await tencent.SendAsync(
                new V3Request(Action, tencent.Clock.GetUtcNow(), "{}").ToMessage(tencent.Emulator.HttpEndpoint));
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal(code, (string?)body["Response"]!["Error"]?["Code"]);
        }
    }

    [Fact]
    public async Task Twenty_calls_of_an_action_a_second_are_answered()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        for (var call = 0; call < 20; call++)
        {
            Assert.Null(await CodeAsync(tencent, new V3Request(Action, tencent.Clock.GetUtcNow(), "{}")));
        }

        Assert.Equal("RequestLimitExceeded", await CodeAsync(tencent, new V3Request(Action, tencent.Clock.GetUtcNow(), "{}")));
        Assert.Null(await CodeAsync(tencent, new V3Request("DescribeTaskList", tencent.Clock.GetUtcNow(), "{}")));
        tencent.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await CodeAsync(tencent, new V3Request(Action, tencent.Clock.GetUtcNow(), "{}")));
    }

    [Fact]
    public async Task Errors_can_have_the_shape_of_api_v2()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        tencent.Emulator.V3.LegacyErrors = true;
        using var answer = await tencent.SendAsync(
            new V3Request("Nothing", tencent.Clock.GetUtcNow(), "{}").ToMessage(tencent.Emulator.Endpoint));
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(("InvalidAction", null), ((string?)body["codeDesc"], body["Response"]));
    }

    [Fact]
    public async Task Older_signature_and_flat_parameters_are_taken()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId);
        foreach (var (status, count) in new[] { ("2", 1), ("4", 0) })
        {
            var request = new V2Request(
                Action, tencent.Clock.GetUtcNow(), ("Version", "2018-04-12"), ("Limit", "10"), ("Status.0", status))
            {
                Path = "/",
            };
            using var answer = await tencent.SendAsync(request.ToMessage(tencent.Emulator.Endpoint));
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["Response"]!;
            Assert.Equal(count, (int)body["TotalCount"]!);
        }
    }

    private static async Task<string?> CodeAsync(EmulatedTencent tencent, V3Request request) =>
        (string?)(await tencent.SendAsync(request))["Error"]?["Code"];
}
