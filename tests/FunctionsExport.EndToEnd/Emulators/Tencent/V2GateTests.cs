using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Signing;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>What API v2 refuses before it looks at what is asked.</summary>
public sealed class V2GateTests
{
    private static readonly TencentAccount Temporary = new("AKIDtemporary", "temporary-key", "sts-token");

    [Theory]
    [InlineData("GET", false, "HmacSHA256")]
    [InlineData("GET", false, "HmacSHA1")]
    [InlineData("GET", false, null)]
    [InlineData("POST", false, "HmacSHA256")]
    [InlineData("POST", false, "sha256")]
    [InlineData("POST", true, "HmacSHA256")]
    [InlineData("POST", true, "HmacSHA1")]
    public async Task Every_form_of_a_call_is_taken(string method, bool multipart, string? signatureMethod)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var request = new V2Request(
            "GetRedisTaskList",
            tencent.Clock.GetUtcNow(),
            ("limit", "10"), ("offset", "0"), ("redisName", "测试 API+专用&=%"), ("RequestClient", "SDK_PYTHON_2.0.15"))
        {
            Method = new HttpMethod(method),
            Multipart = multipart,
        };
        request.Parameters.Remove("SignatureMethod");
        if (signatureMethod is not null)
        {
            request.Parameters["SignatureMethod"] = signatureMethod;
        }

        Assert.Equal(0, (int)(await tencent.SendAsync(request))["code"]!);
    }

    [Fact]
    public async Task Query_of_a_post_and_body_of_another_type_are_not_read()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        using var get = new V2Request("DescribeRedis", tencent.Clock.GetUtcNow()) { Method = HttpMethod.Get }
            .ToMessage(tencent.Emulator.Endpoint);

        // The body of a form is read, and its signature is the one of a GET.
        foreach (var (type, body, code) in new[]
        {
            ("application/x-www-form-urlencoded", get.RequestUri!.Query[1..], 4100),
            ("application/x-www-form-urlencoded", "", 4000),
            ("application/json", get.RequestUri.Query[1..], 4000),
        })
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, get.RequestUri)
            {
                Content = new StringContent(body, null, type),
            };
            Assert.Equal(code, (int)(await ReadAsync(tencent, post))["code"]!);
        }
    }

    [Theory]
    [InlineData("Action")]
    [InlineData("Region")]
    [InlineData("Timestamp")]
    [InlineData("Nonce")]
    [InlineData("SecretId")]
    public async Task Call_without_a_common_parameter_is_4000(string name)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var request = new V2Request("DescribeRedis", tencent.Clock.GetUtcNow());
        request.Parameters.Remove(name);
        var answer = await tencent.SendAsync(request);
        Assert.Equal(4000, (int)answer["code"]!);
        Assert.Contains(name, (string?)answer["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Region", "nowhere", 4000)]
    [InlineData("Region", "GZ", 4000)]
    [InlineData("Timestamp", "soon", 4000)]
    [InlineData("Nonce", "-1", 4000)]
    [InlineData("SecretId", "AKIDother", 4104)]
    [InlineData("Signature", "AAAA", 4100)]
    [InlineData("Token", "anything", 4105)]
    [InlineData("Action", "exportRedisBackup", 6100)]
    [InlineData("Action", "RestoreInstance", 6100)]
    public async Task Wrong_common_parameter_has_its_code(string name, string value, int code)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        Assert.Equal(code, (int)(await tencent.SendAsync(
            new V2Request("DescribeRedis", tencent.Clock.GetUtcNow(), (name, value))))["code"]!);
    }

    [Fact]
    public async Task Regions_are_known_by_both_names()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        foreach (var (region, count) in new[] { ("gz", 1), ("ap-guangzhou", 1), ("bj", 0), ("ap-beijing", 0) })
        {
            var answer = await tencent.SendAsync(new V2Request("DescribeRedis", tencent.Clock.GetUtcNow(), ("Region", region)));
            Assert.Equal(count, (int)answer["totalCount"]!);
        }
    }

    [Theory]
    [InlineData(-300, 0)]
    [InlineData(300, 0)]
    [InlineData(-301, 4500)]
    [InlineData(301, 4500)]
    public async Task Clock_may_be_five_minutes_off(int seconds, int code)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var time = tencent.Clock.GetUtcNow().AddSeconds(seconds);
        Assert.Equal(code, (int)(await tencent.SendAsync(new V2Request("DescribeRedis", time)))["code"]!);
    }

    [Fact]
    public async Task Clock_window_and_its_code_can_be_the_older_ones()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        tencent.Emulator.Service.ClockWindow = TimeSpan.FromHours(2);
        tencent.Emulator.V2.ExpiredIs4200 = true;
        foreach (var (minutes, code) in new[] { (119, 0), (121, 4200) })
        {
            var time = tencent.Clock.GetUtcNow().AddMinutes(-minutes);
            Assert.Equal(code, (int)(await tencent.SendAsync(new V2Request("DescribeRedis", time)))["code"]!);
        }
    }

    [Fact]
    public async Task Wrong_clock_of_the_service_shows_in_the_date_header()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        tencent.Emulator.Clock.Offset = TimeSpan.FromHours(-3);
        using var answer = await tencent.SendAsync(
            new V2Request("DescribeRedis", tencent.Clock.GetUtcNow()).ToMessage(tencent.Emulator.Endpoint));
        Assert.Equal(4500, (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!);
        var corrected = answer.Headers.Date!.Value;
        Assert.Equal(0, (int)(await tencent.SendAsync(new V2Request("DescribeRedis", corrected)))["code"]!);
    }

    [Theory]
    [InlineData("SecretId", 4500, 4500)]
    [InlineData("Timestamp", 4500, 0)]
    [InlineData("None", 0, 0)]
    public async Task Nonce_is_good_once(string scope, int sameTime, int otherTime)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0, accounts: [Temporary]);
        tencent.Emulator.Service.Nonces = Enum.Parse<NonceScope>(scope);
        var now = tencent.Clock.GetUtcNow();
        Assert.Equal(0, await CallAsync(now));
        Assert.Equal(sameTime, await CallAsync(now));
        Assert.Equal(otherTime, await CallAsync(now.AddSeconds(1)));

        // Another key's nonces are its own.
        var other = new V2Request("DescribeRedis", now, ("Nonce", "7"), ("SecretId", Temporary.SecretId), ("Token", "sts-token"))
        {
            SecretKey = Temporary.SecretKey,
        };
        Assert.Equal(0, (int)(await tencent.SendAsync(other))["code"]!);

        async Task<int> CallAsync(DateTimeOffset time) =>
            (int)(await tencent.SendAsync(new V2Request("DescribeRedis", time, ("Nonce", "7"))))["code"]!;
    }

    [Fact]
    public async Task Nonce_of_a_refused_call_is_not_used_up()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var now = tencent.Clock.GetUtcNow();
        Assert.Equal(4100, (int)(await tencent.SendAsync(
            new V2Request("DescribeRedis", now, ("Nonce", "7"), ("Signature", "x"))))["code"]!);
        Assert.Equal(0, (int)(await tencent.SendAsync(new V2Request("DescribeRedis", now, ("Nonce", "7"))))["code"]!);
    }

    [Theory]
    [InlineData("sts-token", 0)]
    [InlineData("other", 4105)]
    [InlineData(null, 4105)]
    public async Task Temporary_key_needs_its_token(string? token, int code)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0, accounts: [Temporary]);
        var request = new V2Request("DescribeRedis", tencent.Clock.GetUtcNow(), ("SecretId", Temporary.SecretId))
        {
            SecretKey = Temporary.SecretKey,
        };
        if (token is not null)
        {
            request.Parameters["Token"] = token;
        }

        Assert.Equal(code, (int)(await tencent.SendAsync(request))["code"]!);
    }

    [Fact]
    public async Task Policy_denies_actions_and_instances()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0, accounts:
        [
            new TencentAccount("AKIDaction", "key") { DeniedActions = new HashSet<string> { "ExportRedisBackup" } },
            new TencentAccount("AKIDinstance", "key") { DeniedInstances = new HashSet<string> { EmulatedTencent.InstanceId } },
        ]);
        foreach (var (id, action, code) in new[]
        {
            ("AKIDaction", "ExportRedisBackup", 4101), ("AKIDaction", "DescribeRedis", 0), ("AKIDinstance", "DescribeRedis", 4102),
        })
        {
            var request = new V2Request(
                action, tencent.Clock.GetUtcNow(), ("SecretId", id), ("redisId", EmulatedTencent.InstanceId))
            {
                SecretKey = "key",
            };
            Assert.Equal(code, (int)(await tencent.SendAsync(request))["code"]!);
        }
    }

    [Fact]
    public async Task Plain_http_is_4600_unless_it_is_allowed()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        foreach (var (allowed, code) in new[] { (false, 4600), (true, 0) })
        {
            tencent.Emulator.Service.AcceptPlainHttp = allowed;
            using var message = new V2Request("DescribeRedis", tencent.Clock.GetUtcNow()).ToMessage(tencent.Emulator.HttpEndpoint);
            Assert.Equal(code, (int)(await ReadAsync(tencent, message))["code"]!);
        }
    }

    [Fact]
    public async Task Calls_over_the_quota_are_4400()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        tencent.Emulator.V2.CallsPerSecond = 2;
        var codes = new List<int>();
        for (var call = 0; call < 3; call++)
        {
            codes.Add((int)(await tencent.CallAsync("DescribeRedis"))["code"]!);
        }

        tencent.Clock.Advance(TimeSpan.FromSeconds(1));
        codes.Add((int)(await tencent.CallAsync("DescribeRedis"))["code"]!);
        Assert.Equal([0, 0, 4400, 0], codes);
    }

    private static async Task<JsonObject> ReadAsync(EmulatedTencent tencent, HttpRequestMessage message)
    {
        using var answer = await tencent.SendAsync(message);
        return (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
