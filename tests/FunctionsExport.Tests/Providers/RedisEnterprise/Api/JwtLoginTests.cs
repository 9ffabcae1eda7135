using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Api;

/// <summary>Authentication by a token that the cluster gives for user and password.</summary>
public sealed class JwtLoginTests : ClusterTest
{
    private static readonly ExportPreparation Prepared = new(
        new DatabaseSummary("7", "orders-eu", null, null, 3), """{"runsBefore":[]}""");

    private static readonly string Basic =
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestSource.Username}:{TestSource.Password}"));

    private readonly SkippingTime _time = new();
    private readonly ConcurrentDictionary<string, bool> _refused = new();
    private int _tokens;
    private string _scheme = "JWT";

    private protected override TestSource CreateSource(string endpoint) =>
        new TestSource(endpoint) { Time = _time }.With("Authentication", "Jwt");

    // Tokens are token-1, token-2 and so on; a call is let in with the newest one under the cluster's scheme.
    private protected override void Script()
    {
        Cluster.On(Bdb.AuthorizeCall, _ => new StubAnswer(200, $$"""{"access_token":"token-{{Interlocked.Increment(ref _tokens)}}"}"""));
        Cluster.On(Bdb.Call, request => Gate(request, new StubAnswer(200, Bdb.Json())));
        Cluster.On(Bdb.ExportCall, request => Gate(request, new StubAnswer(200)));
    }

    [Fact]
    public async Task Token_is_asked_for_once_and_carried_by_every_request()
    {
        var provider = Source.Create();

        await provider.StartAsync(Prepared, CancellationToken.None);
        await provider.GetProgressAsync(Prepared, CancellationToken.None);

        Assert.Equal([Bdb.AuthorizeCall, Bdb.Call, Bdb.ExportCall, Bdb.Call], Cluster.Calls);
        Assert.All(Cluster.Requests.Skip(1), r => Assert.Equal("JWT token-1", r.Headers["Authorization"]));
    }

    [Fact]
    public async Task Request_for_a_token_has_the_forms_of_before_and_after_7_8_2()
    {
        await ProgressAsync();

        var request = Cluster.Requests[0];
        Assert.Equal(Basic, request.Headers["Authorization"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal(TestSource.Username, body.RootElement.GetProperty("username").GetString());
        Assert.Equal(TestSource.Password, body.RootElement.GetProperty("password").GetString());
        Assert.InRange(body.RootElement.GetProperty("ttl").GetInt32(), 300, 86400);
    }

    [Fact]
    public async Task Cluster_that_refuses_the_body_is_asked_without_it_from_then_on()
    {
        Cluster.Clear(Bdb.AuthorizeCall).On(Bdb.AuthorizeCall, request =>
            request.Body.Contains("password", StringComparison.Ordinal)
                ? new StubAnswer(400, """{"error_code":"invalid_schema"}""")
                : new StubAnswer(200, $$"""{"access_token":"token-{{++_tokens}}"}"""));
        var provider = Source.Create();

        await provider.GetProgressAsync(Prepared, CancellationToken.None);
        _time.Skip(TimeSpan.FromHours(1));
        await provider.GetProgressAsync(Prepared, CancellationToken.None);

        var bodies = Cluster.Requests.Where(r => r.Method == "POST").Select(r => r.Body.Contains("password", StringComparison.Ordinal));
        Assert.Equal([true, false, false], bodies);
        Assert.All(Cluster.Requests.Where(r => r.Method == "POST"), r => Assert.Equal(Basic, r.Headers["Authorization"]));
    }

    [Fact]
    public async Task Token_is_renewed_before_it_runs_out()
    {
        var provider = Source.Create();
        await provider.GetProgressAsync(Prepared, CancellationToken.None);
        var seconds = TtlOf(Cluster.Requests[0]);

        _time.Skip(TimeSpan.FromSeconds(seconds - 120));
        await provider.GetProgressAsync(Prepared, CancellationToken.None);
        _time.Skip(TimeSpan.FromSeconds(70));
        await provider.GetProgressAsync(Prepared, CancellationToken.None);

        Assert.Equal([Bdb.AuthorizeCall, Bdb.Call, Bdb.Call, Bdb.AuthorizeCall, Bdb.Call], Cluster.Calls);
        Assert.Equal("JWT token-2", Cluster.Requests[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task Token_that_is_refused_is_renewed_once_and_the_request_sent_again()
    {
        var provider = Source.Create();
        await provider.GetProgressAsync(Prepared, CancellationToken.None);
        _refused["token-1"] = true;

        await provider.StartAsync(Prepared, CancellationToken.None);

        Assert.Equal([Bdb.AuthorizeCall, Bdb.Call, Bdb.Call, Bdb.AuthorizeCall, Bdb.Call, Bdb.ExportCall], Cluster.Calls);
    }

    [Fact]
    public async Task Start_that_is_refused_for_its_token_is_sent_again_with_its_body()
    {
        var provider = Source.Create();
        await provider.GetProgressAsync(Prepared, CancellationToken.None);
        Cluster.Clear(Bdb.ExportCall).On(Bdb.ExportCall, 401).On(Bdb.ExportCall, 200);

        await provider.StartAsync(Prepared, CancellationToken.None);

        var posts = Cluster.Requests.Where(r => r.Path.EndsWith("/export", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, posts.Count);
        Assert.Equal(posts[0].Body, posts[1].Body);
        Assert.NotEqual("", posts[1].Body);
    }

    [Fact]
    public async Task Refusal_that_persists_stops_after_one_renewal()
    {
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 401);

        var thrown = await Fault.OfAsync(ProgressAsync);

        Assert.Equal(FaultCodes.Unauthorized, thrown.Fault.Code);
        Assert.False(thrown.Fault.Retry);
        Assert.Contains("gave a token and then refused it", thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Equal([Bdb.AuthorizeCall, Bdb.Call, Bdb.AuthorizeCall, Bdb.Call], Cluster.Calls);
    }

    [Fact]
    public async Task Scheme_Bearer_is_tried_where_JWT_is_refused_and_kept()
    {
        _scheme = "Bearer";
        var provider = Source.Create();

        await provider.GetProgressAsync(Prepared, CancellationToken.None);
        await provider.GetProgressAsync(Prepared, CancellationToken.None);

        var headers = Cluster.Requests.Where(r => r.Method == "GET").Select(r => r.Headers["Authorization"]);
        Assert.Equal(["JWT token-1", "Bearer token-2", "Bearer token-2"], headers);
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_one_token()
    {
        var provider = Source.Create();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => provider.GetProgressAsync(Prepared, CancellationToken.None)));
        _refused["token-1"] = true;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => provider.GetProgressAsync(Prepared, CancellationToken.None)));

        Assert.Equal(2, _tokens);
    }

    [Fact]
    public async Task Request_that_is_cancelled_while_it_waits_leaves_the_others()
    {
        var asked = new TaskCompletionSource();
        Cluster.Clear(Bdb.AuthorizeCall).On(Bdb.AuthorizeCall, _ =>
        {
            asked.TrySetResult();
            return new StubAnswer(200, """{"access_token":"token-9"}""") { Delay = TimeSpan.FromMinutes(1) };
        }).On(Bdb.AuthorizeCall, 200, """{"access_token":"token-1"}""");
        var provider = Source.Create();
        using var cancel = new CancellationTokenSource();
        var first = provider.GetProgressAsync(Prepared, cancel.Token);
        await asked.Task;
        var second = provider.GetProgressAsync(Prepared, CancellationToken.None);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(ProviderState.Idle, (await second).State);
    }

    [Theory]
    [InlineData("", "refused the user or the password")]
    [InlineData("""{"error_code":"password_expired"}""", "has expired")]
    public async Task Login_that_is_refused_is_asked_for_once(string body, string message)
    {
        Cluster.Clear(Bdb.AuthorizeCall).On(Bdb.AuthorizeCall, 401, body);

        var thrown = await Fault.OfAsync(ProgressAsync);

        Assert.Equal(FaultCodes.Unauthorized, thrown.Fault.Code);
        Assert.Contains(message, thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestSource.NameOf("Password"), thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Equal([Bdb.AuthorizeCall], Cluster.Calls);
    }

    [Theory]
    [InlineData(400, FaultCodes.InvalidRequest, false)]
    [InlineData(404, FaultCodes.InvalidRequest, false)]
    [InlineData(405, FaultCodes.InvalidRequest, false)]
    [InlineData(403, FaultCodes.Forbidden, false)]
    [InlineData(503, FaultCodes.Unavailable, true)]
    public async Task Login_that_fails_has_a_code_and_the_request_was_not_sent(int status, string code, bool retry)
    {
        Cluster.Clear(Bdb.AuthorizeCall).On(Bdb.AuthorizeCall, status);

        var thrown = await Fault.OfAsync(() => Source.Create().StartAsync(Prepared, CancellationToken.None));

        Assert.Equal((code, retry), (thrown.Fault.Code, thrown.Fault.Retry));
        Assert.NotEqual(RequestFate.Unanswered, thrown.Fate);
        Assert.DoesNotContain(Bdb.ExportCall, Cluster.Calls);
    }

    [Fact]
    public async Task Login_without_an_answer_leaves_the_start_unsent()
    {
        var provider = Source.With("RequestTimeout", "00:00:02").Create();
        await provider.GetProgressAsync(Prepared, CancellationToken.None);
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 200, Bdb.Json()).Clear(Bdb.ExportCall).On(Bdb.ExportCall, 401);
        Cluster.Clear(Bdb.AuthorizeCall).On(Bdb.AuthorizeCall, new StubAnswer(200) { Delay = TimeSpan.FromMinutes(1) });

        var thrown = await Fault.OfAsync(() => provider.StartAsync(Prepared, CancellationToken.None));

        Assert.Equal((FaultCodes.Unavailable, RequestFate.NotSent), (thrown.Fault.Code, thrown.Fate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":null}""")]
    [InlineData("""{"access_token":{"a":1}}""")]
    [InlineData("""{"access_token":"two words"}""")]
    [InlineData("""{"access_token":"line\r\nX-Evil: 1"}""")]
    public async Task Answer_without_a_usable_token_is_unexpected(string body)
    {
        Cluster.Clear(Bdb.AuthorizeCall).On(Bdb.AuthorizeCall, 200, body);

        Assert.Equal(FaultCodes.UnexpectedAnswer, (await Fault.OfAsync(ProgressAsync)).Fault.Code);
    }

    [Fact]
    public async Task Token_that_the_cluster_repeats_is_in_no_fault()
    {
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 403, """{"error_code":"token-1","message":"not with JWT token-1 or dG9rZW4tMQ=="}""");

        var thrown = await Fault.OfAsync(ProgressAsync);

        Assert.Equal("403 ***", thrown.Fault.ProviderCode);
        Assert.Equal("not with JWT *** or ***", thrown.Fault.ProviderMessage);
    }

    private static int TtlOf(RecordedRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("ttl").GetInt32();
    }

    private StubAnswer Gate(RecordedRequest request, StubAnswer answer)
    {
        var header = request.Headers["Authorization"].Split(' ');
        return header[0] == _scheme && !_refused.ContainsKey(header[1]) ? answer : new StubAnswer(401);
    }

    private Task ProgressAsync() => Source.Create().GetProgressAsync(Prepared, CancellationToken.None);
}
