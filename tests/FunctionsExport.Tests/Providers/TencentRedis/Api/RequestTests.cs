using System.Text;
using System.Text.Json.Nodes;
using FunctionsExport.Providers;
using FunctionsExport.Providers.TencentRedis.Signing;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;
using FunctionsExport.Tests.Providers.TencentRedis.Support;

namespace FunctionsExport.Tests.Providers.TencentRedis.Api;

public sealed class RequestTests : TencentTest
{
    [Fact]
    public async Task Request_is_signed_as_it_is_sent()
    {
        Api.Clear(Backups).On(Backups, ListOf(Backup("1-2-3")));

        await Provider.PrepareAsync(CancellationToken.None);

        Assert.Equal(2, Api.Requests.Count);
        Assert.All(Api.Requests, r =>
        {
            Assert.Equal("POST", r.Method);
            Assert.Equal("/", r.Path);
            Assert.Equal("application/json", r.Headers["Content-Type"]);
            Assert.Equal("2018-04-12", r.Headers["X-TC-Version"]);
            Assert.Equal("ap-guangzhou", r.Headers["X-TC-Region"]);
            Assert.False(r.Headers.ContainsKey("X-TC-Token"));
            Assert.False(r.Headers.ContainsKey("traceparent"));
            var signed = new Tc3Request
            {
                Host = r.Headers["Host"],
                Service = "redis",
                ContentType = r.Headers["Content-Type"],
                Action = r.Headers["X-TC-Action"],
                Body = Encoding.UTF8.GetBytes(r.Body),
                Timestamp = long.Parse(r.Headers["X-TC-Timestamp"], null),
            };
            Assert.Equal(
                Tc3Signature.Authorization(signed, TencentSource.SecretId, TencentSource.SecretKey), r.Headers["Authorization"]);
        });
    }

    [Fact]
    public async Task Token_of_temporary_credentials_is_sent()
    {
        Source.With("Token", TencentSource.Token);
        Api.Clear(Backups).On(Backups, ListOf(Backup("1-2-3")));

        await Provider.PrepareAsync(CancellationToken.None);

        Assert.All(Api.Requests, r => Assert.Equal(TencentSource.Token, r.Headers["X-TC-Token"]));
    }

    [Fact]
    public async Task Parameters_are_only_those_that_the_action_declares()
    {
        Api.Clear(Backups).On(Backups, ListOf(Backup("1-2-3")));

        await Provider.PrepareAsync(CancellationToken.None);

        Assert.Equal(["InstanceId", "Limit", "Offset"], NamesIn(Api.Requests[0]));
        Assert.Equal(["BeginTime", "EndTime", "InstanceId", "Limit", "Offset"], NamesIn(Api.Requests[1]));
    }

    [Theory]
    [InlineData(7200)]
    [InlineData(-7200)]
    public async Task Clock_that_is_wrong_is_corrected_once_from_the_answer(int seconds)
    {
        var server = DateTimeOffset.UtcNow.AddSeconds(seconds);
        Api.Clear(Instances).Clear(Backups).On(Backups, ListOf(Backup("1-2-3")))
            .On(Instances, _ => Expired(server)).On(Instances, Instance());

        await Provider.PrepareAsync(CancellationToken.None);

        Assert.Equal([Instances, Instances, Backups], Api.Calls);
        Assert.All(Api.Requests.Skip(1), r => Assert.InRange(
            long.Parse(r.Headers["X-TC-Timestamp"], null) - server.ToUnixTimeSeconds(), -60, 60));
    }

    [Fact]
    public async Task Clock_that_is_refused_again_is_a_fault()
    {
        Api.Clear(Instances).On(Instances, _ => Expired(DateTimeOffset.UtcNow.AddHours(2)));

        var thrown = await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Equal((FaultCodes.ClockSkew, "AuthFailure.SignatureExpire"), (thrown.Fault.Code, thrown.Fault.ProviderCode));
        Assert.Contains("clock", thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, Api.Requests.Count);
    }

    [Fact]
    public async Task Clock_that_is_right_is_not_corrected()
    {
        Api.Clear(Instances).On(Instances, _ => Expired(DateTimeOffset.UtcNow));

        await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Single(Api.Requests);
    }

    [Fact]
    public async Task Too_many_requests_are_waited_for_and_then_a_fault()
    {
        Api.Clear(Instances).Fails(Instances, "RequestLimitExceeded").Fails(Instances, "RequestLimitExceeded.UinLimitExceeded")
            .On(Instances, Instance()).Clear(Backups).Fails(Backups, "RequestLimitExceeded");

        var thrown = await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Equal([Instances, Instances, Instances, Backups, Backups, Backups], Api.Calls);
        Assert.Equal((FaultCodes.Throttled, true), (thrown.Fault.Code, thrown.Fault.Retry));
    }

    [Fact]
    public async Task Secrets_and_addresses_in_an_error_s_text_are_taken_out()
    {
        Source.With("Token", TencentSource.Token);
        Api.Clear(Instances).Fails(
            Instances,
            "InternalError",
            $"{TencentSource.SecretId} {TencentSource.SecretKey} {TencentSource.Token} http://10.0.0.1/x?sign=abc Signature=0f1e2d, end");

        var thrown = await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Equal("*** *** *** *** Signature=***, end (request a-request)", thrown.Fault.ProviderMessage);
    }

    [Fact]
    public async Task Long_text_of_an_error_is_cut_soon_and_without_an_address()
    {
        Api.Clear(Instances).Fails(Instances, "InternalError", new string('a', 490) + "https://x/?sign=1" + new string('a', 2_000_000));

        var thrown = await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Equal("*** (request a-request)", thrown.Fault.ProviderMessage);
    }

    [Theory]
    [InlineData(302, "", FaultCodes.UnexpectedAnswer, false)]
    [InlineData(200, "<html>", FaultCodes.UnexpectedAnswer, false)]
    [InlineData(200, "[]", FaultCodes.UnexpectedAnswer, false)]
    [InlineData(200, "{}", FaultCodes.UnexpectedAnswer, false)]
    [InlineData(200, """{"Response":{"InstanceSet":7}}""", FaultCodes.UnexpectedAnswer, false)]
    [InlineData(429, "", FaultCodes.Throttled, true)]
    [InlineData(502, "<html>", FaultCodes.Unavailable, true)]
    [InlineData(403, "<html>", FaultCodes.UnexpectedAnswer, false)]
    [InlineData(200, """{"code":4100,"message":"no","codeDesc":"AuthFailure.SignatureFailure"}""", FaultCodes.Unauthorized, false)]
    [InlineData(200, """{"code":"5100","message":"(1)x","codeDesc":"InternalError"}""", FaultCodes.Unavailable, true)]
    [InlineData(200, """{"code":4000,"message":"no"}""", FaultCodes.UnexpectedAnswer, false)]
    public async Task Answer_of_another_form_is_a_fault(int status, string body, string code, bool retry)
    {
        Api.Clear(Instances).On(Instances, _ => new StubAnswer(status, body, ("Location", "/elsewhere")));

        var thrown = await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Equal((code, retry), (thrown.Fault.Code, thrown.Fault.Retry));
        Assert.Single(Api.Requests);
    }

    [Fact]
    public async Task Endpoint_that_nobody_answers_at_is_not_sent_to()
    {
        await Api.DisposeAsync();

        var thrown = await TencentFault.OfAsync(() => Provider.PrepareAsync(CancellationToken.None));

        Assert.Equal((FaultCodes.Unavailable, true, RequestFate.NotSent), (thrown.Fault.Code, thrown.Fault.Retry, thrown.Fate));
    }

    private static StubAnswer Expired(DateTimeOffset now) =>
        ApiStub.Error("AuthFailure.SignatureExpire") with { Headers = [("Date", now.ToString("R"))] };

    private static IEnumerable<string> NamesIn(RecordedRequest request) =>
        JsonNode.Parse(request.Body)!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal);
}
