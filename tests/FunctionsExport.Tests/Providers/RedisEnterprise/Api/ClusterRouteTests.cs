using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Api;

/// <summary>Several nodes: those that are down, and redirects between them.</summary>
public sealed class ClusterRouteTests : ClusterTest
{
    private static readonly ExportPreparation Prepared = new(
        new DatabaseSummary("7", "orders-eu", null, null, 3), """{"runsBefore":[]}""");

    private ClusterStub _second = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _second = (await ClusterStub.StartAsync()).AnswersWell();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task Node_that_refuses_connections_is_passed_over_from_then_on()
    {
        var provider = Listing(await DeadEndpointAsync(), _second.Endpoint);

        await provider.StartAsync(Prepared, CancellationToken.None);

        Assert.Equal([Bdb.Call, Bdb.ExportCall], _second.Calls);
    }

    [Fact]
    public async Task Node_that_goes_down_before_the_start_is_passed_over()
    {
        RawServer? first = null;
        first = RawServer.Start(async (_, stream, stop) =>
        {
            await using var tls = await RawServer.TlsAsync(stream, stop);
            await RawServer.ReadRequestAsync(tls, stop);
            first!.StopListening();
            var json = Bdb.Json();
            await RawServer.WriteAsync(tls, $"HTTP/1.1 200 OK\nContent-Length: {json.Length}\nConnection: close\n\n{json}", stop);
        });
        await using (first)
        {
            var provider = Listing(first.Endpoint, _second.Endpoint);

            await provider.StartAsync(Prepared, CancellationToken.None);

            Assert.Equal([Bdb.ExportCall], _second.Calls);
        }
    }

    [Fact]
    public async Task Start_that_may_have_arrived_is_sent_to_no_other_node()
    {
        await using var first = RawServer.Start(async (number, stream, stop) =>
        {
            await using var tls = await RawServer.TlsAsync(stream, stop);
            var request = await RawServer.ReadRequestAsync(tls, stop);
            if (request.StartsWith("GET", StringComparison.Ordinal))
            {
                var json = Bdb.Json();
                await RawServer.WriteAsync(tls, $"HTTP/1.1 200 OK\nContent-Length: {json.Length}\nConnection: close\n\n{json}", stop);
            }
        });
        var provider = Listing(first.Endpoint, _second.Endpoint);

        var thrown = await Fault.OfAsync(() => provider.StartAsync(Prepared, CancellationToken.None));
        await provider.GetProgressAsync(Prepared, CancellationToken.None);

        Assert.Equal(RequestFate.Unanswered, thrown.Fate);
        Assert.Equal([Bdb.Call], _second.Calls);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Read_passes_over_a_node_that_fails_and_the_start_does_not(int status)
    {
        Cluster.Clear(Bdb.Call).On(Bdb.Call, status).Clear(Bdb.ExportCall);
        _second.Clear(Bdb.ExportCall).On(Bdb.ExportCall, status);
        var provider = Listing(Cluster.Endpoint, _second.Endpoint);

        var thrown = await Fault.OfAsync(() => provider.StartAsync(Prepared, CancellationToken.None));

        Assert.Equal(FaultCodes.Unavailable, thrown.Fault.Code);
        Assert.Equal([Bdb.Call], Cluster.Calls);
        Assert.Equal([Bdb.Call, Bdb.ExportCall], _second.Calls);
    }

    [Fact]
    public async Task Read_passes_over_a_node_whose_answer_breaks_off()
    {
        await using var first = RawServer.Start(async (_, stream, stop) =>
        {
            await using var tls = await RawServer.TlsAsync(stream, stop);
            await RawServer.ReadRequestAsync(tls, stop);
        });
        var provider = Listing(first.Endpoint, _second.Endpoint);

        await provider.GetProgressAsync(Prepared, CancellationToken.None);

        Assert.Equal([Bdb.Call], _second.Calls);
    }

    [Fact]
    public async Task Node_that_refuses_the_request_has_the_last_word()
    {
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 403);
        var provider = Listing(Cluster.Endpoint, _second.Endpoint);

        var thrown = await Fault.OfAsync(() => provider.PrepareAsync(CancellationToken.None));

        Assert.Equal(FaultCodes.Forbidden, thrown.Fault.Code);
        Assert.Empty(_second.Calls);
    }

    [Fact]
    public async Task Nodes_that_are_all_down_are_unavailable()
    {
        var provider = Listing(await DeadEndpointAsync(), await DeadEndpointAsync());

        var thrown = await Fault.OfAsync(() => provider.StartAsync(Prepared, CancellationToken.None));

        Assert.Equal((FaultCodes.Unavailable, RequestFate.NotSent), (thrown.Fault.Code, thrown.Fate));
        Assert.Contains(TestSource.NameOf("Endpoints"), thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_with_a_certificate_that_is_not_trusted_is_not_passed_over()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");
        await using var other = (await ClusterStub.StartAsync(certificate)).AnswersWell();
        var provider = Listing(other.Endpoint, _second.Endpoint);

        var thrown = await Fault.OfAsync(() => provider.PrepareAsync(CancellationToken.None));

        Assert.Equal(FaultCodes.CertificateNotTrusted, thrown.Fault.Code);
        Assert.Empty(_second.Calls);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_to_a_listed_node_keeps_method_body_and_credentials(int status)
    {
        Redirect(Cluster, Bdb.ExportCall, status, _second.Endpoint + "/v1/bdbs/7/actions/export");
        var provider = Listing(Cluster.Endpoint, _second.Endpoint);

        await provider.StartAsync(Prepared, CancellationToken.None);

        var post = Assert.Single(_second.Requests);
        Assert.Equal("POST /v1/bdbs/7/actions/export", post.ToString());
        Assert.Equal(Cluster.Requests[^1].Body, post.Body);
        Assert.Equal(Cluster.Requests[^1].Headers["Authorization"], post.Headers["Authorization"]);
        Assert.Equal("application/json", post.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Redirect_keeps_the_query_and_is_remembered()
    {
        Redirect(Cluster, Bdb.Call, 307, _second.Endpoint + "/v1/bdbs/7");
        var provider = Listing(Cluster.Endpoint, _second.Endpoint);

        await provider.GetProgressAsync(Prepared, CancellationToken.None);
        await provider.GetProgressAsync(Prepared, CancellationToken.None);

        Assert.Single(Cluster.Calls);
        Assert.All(_second.Requests, r => Assert.StartsWith("?fields=", r.Query, StringComparison.Ordinal));
        Assert.Equal(2, _second.Requests.Count);
    }

    [Fact]
    public async Task Redirect_to_an_address_that_is_not_listed_is_not_followed_and_the_next_node_tried()
    {
        await using var foreign = (await ClusterStub.StartAsync()).AnswersWell();
        Redirect(Cluster, Bdb.Call, 307, foreign.Endpoint + "/v1/bdbs/7");
        var provider = Listing(Cluster.Endpoint, _second.Endpoint);

        await provider.StartAsync(Prepared, CancellationToken.None);

        Assert.Equal([Bdb.Call, Bdb.ExportCall], _second.Calls);
        Assert.Empty(foreign.Requests);
    }

    [Theory]
    [InlineData("/v1/bdbs/8")]
    [InlineData("/login")]
    [InlineData("http://localhost:{0}/v1/bdbs/7")]
    [InlineData("https://127.0.0.1:{0}/v1/bdbs/7")]
    [InlineData("https://evil@localhost:{0}/v1/bdbs/7")]
    [InlineData("https://localhost:{0}.evil.example/v1/bdbs/7")]
    [InlineData("//localhost")]
    [InlineData("")]
    public async Task Redirect_that_is_not_to_the_same_path_of_a_listed_node_is_not_followed(string location)
    {
        Redirect(Cluster, Bdb.Call, 302, string.Format(System.Globalization.CultureInfo.InvariantCulture, location, _second.Port));
        Redirect(_second, Bdb.Call, 302, "https://elsewhere.invalid/v1/bdbs/7");
        var provider = Listing(Cluster.Endpoint, _second.Endpoint);

        var thrown = await Fault.OfAsync(() => provider.GetProgressAsync(Prepared, CancellationToken.None));

        Assert.Equal(FaultCodes.InvalidRequest, thrown.Fault.Code);
        Assert.Contains("handle_redirects", thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Equal([Bdb.Call], Cluster.Calls);
        Assert.Equal([Bdb.Call], _second.Calls);
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        Redirect(Cluster, Bdb.Call, 307, _second.Endpoint + "/v1/bdbs/7");
        Redirect(_second, Bdb.Call, 307, Cluster.Endpoint + "/v1/bdbs/7");
        var provider = Listing(Cluster.Endpoint, _second.Endpoint);

        var thrown = await Fault.OfAsync(() => provider.PrepareAsync(CancellationToken.None));

        Assert.Equal(FaultCodes.InvalidRequest, thrown.Fault.Code);
        Assert.InRange(Cluster.Calls.Count + _second.Calls.Count, 4, 8);
    }

    [Fact]
    public async Task Node_that_is_down_while_the_others_redirect_is_unavailable()
    {
        Redirect(_second, Bdb.Call, 307, "https://elsewhere.invalid/v1/bdbs/7");
        var provider = Listing(await DeadEndpointAsync(), _second.Endpoint);

        var thrown = await Fault.OfAsync(() => provider.PrepareAsync(CancellationToken.None));

        Assert.Equal((FaultCodes.Unavailable, true), (thrown.Fault.Code, thrown.Fault.Retry));
    }

    private static void Redirect(ClusterStub from, string call, int status, string location) =>
        from.Clear(call).On(call, status, "", ("Location", location));

    // A port that was free a moment ago.
    private static async Task<string> DeadEndpointAsync()
    {
        await using var server = RawServer.Start((_, _, _) => Task.CompletedTask);
        return server.Endpoint;
    }

    private IExportProvider Listing(params string[] endpoints) =>
        Source.With("Endpoint", null).With("Endpoints", string.Join(", ", endpoints)).Create();
}
