using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Api;

/// <summary>Status codes and bodies of the cluster's answers, to each kind of request.</summary>
public sealed class AnswerFaultsTests : ClusterTest
{
    private const string EnvoyReset = "upstream connect error or disconnect/reset before headers. reset reason: ";

    public static TheoryData<string, int, string, bool> Rows()
    {
        var rows = new TheoryData<string, int, string, bool>();
        foreach (var call in new[] { Bdb.Call, Bdb.ResetCall, Bdb.ExportCall })
        {
            rows.Add(call, 400, FaultCodes.InvalidRequest, false);
            rows.Add(call, 401, FaultCodes.Unauthorized, false);
            rows.Add(call, 403, FaultCodes.Forbidden, false);
            rows.Add(call, 404, FaultCodes.DatabaseNotFound, false);
            rows.Add(call, 406, FaultCodes.ModuleNotSupported, false);
            rows.Add(call, 408, FaultCodes.Unavailable, true);
            rows.Add(call, 409, FaultCodes.DatabaseBusy, true);
            rows.Add(call, 418, FaultCodes.UnexpectedAnswer, false);
            rows.Add(call, 429, FaultCodes.Throttled, true);
            rows.Add(call, 500, FaultCodes.Unavailable, true);
            rows.Add(call, 502, FaultCodes.Unavailable, true);
            rows.Add(call, 503, FaultCodes.Unavailable, true);
            rows.Add(call, 504, FaultCodes.Unavailable, true);
            rows.Add(call, 505, FaultCodes.Unavailable, true);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Status_gives_its_code(string call, int status, string code, bool retry)
    {
        var thrown = await FaultAsync(call, new StubAnswer(status));

        Assert.Equal(code, thrown.Fault.Code);
        Assert.Equal(retry, thrown.Fault.Retry);
        Assert.Equal($"{status}", thrown.Fault.ProviderCode);
        Assert.Null(thrown.Fault.ProviderMessage);
        Assert.Null(thrown.Fault.RetryAfter);
        Assert.Single(Cluster.Calls, call);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_is_not_followed_and_its_host_not_named(int status)
    {
        await using var other = (await ClusterStub.StartAsync()).AnswersWell();

        var thrown = await FaultAsync(Bdb.ExportCall, new StubAnswer(status, "", ("Location", other.Endpoint + "/v1/bdbs/7")));

        Assert.Equal(FaultCodes.InvalidRequest, thrown.Fault.Code);
        Assert.Contains("handle_redirects", thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestSource.NameOf("Endpoint"), thrown.Fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain($"{other.Port}", thrown.Fault.ToString(), StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Unauthorized_is_asked_once_and_says_why_not_again()
    {
        var thrown = await FaultAsync(Bdb.Call, new StubAnswer(401, "", ("WWW-Authenticate", "Basic realm=\"rs\"")));

        Assert.Single(Cluster.Calls);
        Assert.Contains(TestSource.NameOf("Username"), thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestSource.NameOf("Password"), thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains("five failed logins", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forbidden_says_what_is_forbidden()
    {
        await AssertForbiddenAsync(Bdb.Call, "read this database");
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 200, Bdb.Json());
        await AssertForbiddenAsync(Bdb.ResetCall, "reset the export status");
        Cluster.Clear(Bdb.ResetCall).On(Bdb.ResetCall, 200);
        await AssertForbiddenAsync(Bdb.ExportCall, "start exports");
    }

    [Theory]
    [InlineData("""{"error_code":"busy","message":"try later"}""", "409 busy", "try later")]
    [InlineData("""{"error_code":"busy","description":"try later"}""", "409 busy", "try later")]
    [InlineData("""{"message":"try later","description":"not this"}""", "409", "try later")]
    [InlineData("""{"error_code":"busy"}""", "409 busy", null)]
    [InlineData("""{"error_code":7,"message":8}""", "409 7", "8")]
    [InlineData("""{"error_code":null,"message":{"a":1},"description":[]}""", "409", null)]
    [InlineData("""{"error_code":"","message":" "}""", "409", null)]
    [InlineData("""{"message":"\ud800"}""", "409", "{\"message\":\"\\ud800\"}")]
    [InlineData("\"try later\"", "409", "try later")]
    [InlineData("{}", "409", null)]
    [InlineData("[]", "409", null)]
    [InlineData("", "409", null)]
    [InlineData("  ", "409", null)]
    [InlineData("Service is\n\tbusy", "409", "Service is busy")]
    [InlineData("<html><body>busy</body></html>", "409", null)]
    [InlineData("{\"message\":", "409", "{\"message\":")]
    public async Task Error_body_is_read_in_every_form(string body, string code, string? message)
    {
        var thrown = await FaultAsync(Bdb.ExportCall, new StubAnswer(409, body));

        Assert.Equal(FaultCodes.DatabaseBusy, thrown.Fault.Code);
        Assert.Equal(code, thrown.Fault.ProviderCode);
        Assert.Equal(message, thrown.Fault.ProviderMessage);
    }

    [Fact]
    public async Task Error_body_beyond_a_mebibyte_is_left_unread()
    {
        var thrown = await FaultAsync(Bdb.ExportCall, new StubAnswer(409, new string('x', (1024 * 1024) + 1)));

        Assert.Equal(FaultCodes.DatabaseBusy, thrown.Fault.Code);
        Assert.Null(thrown.Fault.ProviderMessage);
    }

    [Fact]
    public async Task Database_of_a_mebibyte_is_read_and_a_larger_one_is_unexpected()
    {
        var json = Bdb.Json();
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 200, json + new string(' ', (1024 * 1024) - json.Length));
        var provider = Source.Create();
        await provider.PrepareAsync(CancellationToken.None);

        var larger = new StubAnswer(200, json + new string(' ', (1024 * 1024) - json.Length + 1));
        var thrown = await FaultAsync(Bdb.Call, larger);

        Assert.Equal(FaultCodes.UnexpectedAnswer, thrown.Fault.Code);
        Assert.Contains("1 MiB", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_message_is_cut_to_fit()
    {
        var thrown = await FaultAsync(Bdb.ExportCall, new StubAnswer(409, new string('x', 5000)));

        Assert.InRange(thrown.Fault.ProviderMessage!.Length, 100, 501);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_after_in_seconds_is_passed_on(int status)
    {
        var thrown = await FaultAsync(Bdb.ExportCall, new StubAnswer(status, "", ("Retry-After", "90")));

        Assert.Equal(TimeSpan.FromSeconds(90), thrown.Fault.RetryAfter);
    }

    [Fact]
    public async Task Retry_after_as_a_date_is_passed_on()
    {
        var date = DateTimeOffset.UtcNow.AddHours(1);

        var thrown = await FaultAsync(Bdb.ExportCall, new StubAnswer(503, "", ("Retry-After", date.ToString("R"))));

        Assert.InRange(thrown.Fault.RetryAfter!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task Retry_after_in_the_past_is_no_wait()
    {
        var thrown = await FaultAsync(
            Bdb.ExportCall, new StubAnswer(503, "", ("Retry-After", DateTimeOffset.UtcNow.AddHours(-1).ToString("R"))));

        Assert.Equal(TimeSpan.Zero, thrown.Fault.RetryAfter);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    public async Task Retry_after_that_is_nonsense_is_ignored(string value)
    {
        var thrown = await FaultAsync(Bdb.ExportCall, new StubAnswer(503, "", ("Retry-After", value)));

        Assert.Equal(FaultCodes.Unavailable, thrown.Fault.Code);
        Assert.Null(thrown.Fault.RetryAfter);
    }

    [Theory]
    [InlineData(409, "", RequestFate.Answered)]
    [InlineData(429, "", RequestFate.Answered)]
    [InlineData(503, "", RequestFate.Answered)]
    [InlineData(503, "no quorum", RequestFate.Answered)]
    [InlineData(503, EnvoyReset + "connection failure", RequestFate.Answered)]
    [InlineData(503, EnvoyReset + "connection termination", RequestFate.Unanswered)]
    [InlineData(500, "", RequestFate.Unanswered)]
    [InlineData(502, "", RequestFate.Unanswered)]
    [InlineData(504, "upstream request timeout", RequestFate.Unanswered)]
    public async Task Post_that_failed_on_the_way_is_unanswered(int status, string body, RequestFate fate)
    {
        Assert.Equal(fate, (await FaultAsync(Bdb.ExportCall, new StubAnswer(status, body))).Fate);
    }

    [Fact]
    public async Task Secrets_that_the_cluster_repeats_are_in_no_fault()
    {
        var password = TestSource.Password;
        var header = Base64($"{TestSource.Username}:{password}");
        string[] forms =
        [
            password, Uri.EscapeDataString(password), System.Net.WebUtility.UrlEncode(password), Base64(password), header,
            Uri.EscapeDataString(password).ToLowerInvariant(), TestSource.Username, Cluster.Endpoint,
        ];
        foreach (var form in forms)
        {
            string[] bodies =
            [
                JsonSerializer.Serialize(new { error_code = form, message = $"bad: {form}!" }),
                JsonSerializer.Serialize(new { error_code = form, description = $"bad: {form}!" }),
                $"bad: {form}!",
                $$"""{"broken":"{{form.Replace("\"", "\\\"", StringComparison.Ordinal)}}""",
                $"\"{JsonEncodedText.Encode(form, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"x",
            ];
            foreach (var body in bodies)
            {
                var fault = (await FaultAsync(Bdb.ExportCall, new StubAnswer(400, body))).Fault;

                Assert.All(
                    [.. forms, password.Replace("\"", "\\\"", StringComparison.Ordinal)],
                    f => Assert.DoesNotContain(f, fault.ToString(), StringComparison.OrdinalIgnoreCase));
                Assert.True(fault.ToString().Contains("***", StringComparison.Ordinal), body + " => " + fault);
            }
        }
    }

    [Fact]
    public async Task Secrets_in_a_failure_reason_or_status_are_in_no_fault()
    {
        var preparation = new ExportPreparation(new DatabaseSummary("7", "x", null, null, 1), """{"runsBefore":[]}""");
        var echo = JsonSerializer.Serialize($"no {TestSource.Password}");
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 200, $$"""{"export_status":"failed","export_failure_reason":{{echo}}}""")
            .On(Bdb.Call, 200, $$"""{"export_status":{{echo}}}""");
        var provider = Source.Create();

        var progress = await provider.GetProgressAsync(preparation, [], CancellationToken.None);
        var thrown = await Fault.OfAsync(() => provider.GetProgressAsync(preparation, [], CancellationToken.None));

        Assert.Equal("no ***", progress.Fault!.ProviderCode);
        Assert.Equal("no ***", thrown.Fault.ProviderCode);
    }

    private async Task AssertForbiddenAsync(string call, string what)
    {
        var thrown = await FaultAsync(call, new StubAnswer(403));
        Assert.Contains(what, thrown.Fault.Message, StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The fault when the first answer to a call is the given one.</summary>
    private Task<ExportFaultException> FaultAsync(string call, StubAnswer answer)
    {
        Cluster.Clear(call).On(call, answer);
        return Fault.OfAsync(async () =>
        {
            var provider = Source.Create();
            var preparation = await provider.PrepareAsync(CancellationToken.None);
            await provider.StartAsync(preparation, [], CancellationToken.None);
        });
    }
}
