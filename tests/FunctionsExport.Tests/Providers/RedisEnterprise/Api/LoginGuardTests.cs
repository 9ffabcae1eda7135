using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Api;

/// <summary>A wrong password must not lock its user: the cluster does that after five failed logins in 15 minutes.</summary>
public sealed class LoginGuardTests : ClusterTest
{
    private readonly SkippingTime _time = new();

    private protected override TestSource CreateSource(string endpoint) => new(endpoint) { Time = _time };

    private protected override void Script() => Cluster.On(Bdb.Call, 401).On(Bdb.AuthorizeCall, 401);

    [Theory]
    [InlineData("Basic")]
    [InlineData("Jwt")]
    public async Task Refused_password_is_sent_at_most_four_times_in_a_quarter_of_an_hour(string form)
    {
        var provider = Source.With("Authentication", form).Create();

        for (var second = 0; second < 15 * 60; second += 15)
        {
            var thrown = await Fault.OfAsync(() => ProgressAsync(provider));
            Assert.Equal((FaultCodes.Unauthorized, false), (thrown.Fault.Code, thrown.Fault.Retry));
            _time.Skip(TimeSpan.FromSeconds(15));
        }

        Assert.Equal(4, Cluster.Requests.Count);
    }

    [Fact]
    public async Task Refusal_without_asking_says_why_and_for_how_long()
    {
        var provider = Source.Create();
        await Fault.OfAsync(() => ProgressAsync(provider));
        _time.Skip(TimeSpan.FromSeconds(90));

        var thrown = await Fault.OfAsync(() => ProgressAsync(provider));

        Assert.Equal(RequestFate.NotSent, thrown.Fate);
        Assert.Contains("not sent again for 3 min", thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestSource.NameOf("Password"), thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_of_one_user_at_one_cluster_share_the_refusal()
    {
        var factory = TestSource.CreateFactory(_time);
        var providers = Enumerable.Range(1, 8).Select(uid =>
            new TestSource(Cluster.Endpoint) { Factory = factory }.With("DatabaseId", $"{uid}").Create()).ToList();
        foreach (var uid in Enumerable.Range(1, 8))
        {
            Cluster.Clear($"GET /v1/bdbs/{uid}").On($"GET /v1/bdbs/{uid}", 401);
        }

        var thrown = await Task.WhenAll(providers.Select(p => Fault.OfAsync(() => ProgressAsync(p))));

        Assert.All(thrown, t => Assert.Equal(FaultCodes.Unauthorized, t.Fault.Code));
        Assert.Single(Cluster.Requests);
    }

    [Theory]
    [InlineData("Password", "another")]
    [InlineData("Username", "other@example.com")]
    public async Task Sources_with_other_credentials_do_not_share_it(string key, string value)
    {
        var factory = TestSource.CreateFactory(_time);
        using var first = new TestSource(Cluster.Endpoint) { Factory = factory };
        using var second = new TestSource(Cluster.Endpoint) { Factory = factory }.With(key, value);

        await Fault.OfAsync(() => ProgressAsync(first.Create()));
        await Fault.OfAsync(() => ProgressAsync(second.Create()));

        Assert.Equal(2, Cluster.Requests.Count);
    }

    [Fact]
    public async Task Acceptance_after_a_refusal_ends_the_pause()
    {
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 401).On(Bdb.Call, 200, Bdb.Json());
        var provider = Source.Create();
        await Fault.OfAsync(() => ProgressAsync(provider));
        _time.Skip(TimeSpan.FromMinutes(5));

        await ProgressAsync(provider);
        await ProgressAsync(provider);

        Assert.Equal(3, Cluster.Requests.Count);
    }

    [Fact]
    public async Task Failure_of_the_server_is_no_refusal()
    {
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 503).On(Bdb.Call, 200, Bdb.Json());
        var provider = Source.Create();

        await Fault.OfAsync(() => ProgressAsync(provider));
        await ProgressAsync(provider);

        Assert.Equal(2, Cluster.Requests.Count);
    }

    [Fact]
    public async Task Accepted_user_has_requests_at_the_same_time()
    {
        var inside = 0;
        var both = new TaskCompletionSource();
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 200, Bdb.Json()).On(Bdb.Call, _ =>
        {
            if (Interlocked.Increment(ref inside) == 2)
            {
                both.SetResult();
            }

            Assert.True(both.Task.Wait(TimeSpan.FromSeconds(20)));
            return new StubAnswer(200, Bdb.Json());
        });
        var provider = Source.Create();
        await ProgressAsync(provider);

        await Task.WhenAll(ProgressAsync(provider), ProgressAsync(provider));

        Assert.Equal(2, inside);
    }

    private static Task ProgressAsync(IExportProvider provider) => provider.GetProgressAsync(
        new ExportPreparation(new DatabaseSummary("7", "x", null, null, 1), """{"runsBefore":[]}"""), CancellationToken.None);
}
