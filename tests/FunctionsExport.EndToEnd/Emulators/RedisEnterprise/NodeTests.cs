using System.Net;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>Nodes that are not the master, and nodes that are not well.</summary>
public sealed class NodeTests
{
    private const string Path = "/v1/bdbs/1?fields=uid";

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.SeeOther)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task Node_redirects_to_the_master(HttpStatusCode status)
    {
        await using var cluster = await StartAsync();
        Assert.Equal(307, cluster.Emulator.Answers.RedirectStatus);
        cluster.Emulator.Answers.RedirectStatus = (int)status;
        using var answer = await GetAsync(cluster, 2);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(new Uri(cluster.Emulator.Endpoint, Path), answer.Headers.Location);
        Assert.Equal(2, Assert.Single(cluster.Emulator.Journal.Entries).Node);
    }

    [Fact]
    public async Task Redirect_can_lead_to_an_internal_address()
    {
        await using var cluster = await StartAsync();
        cluster.Emulator.Answers.RedirectHost = "192.168.16.2:9443";
        using var answer = await GetAsync(cluster, 2);
        Assert.Equal("https://192.168.16.2:9443" + Path, answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Node_that_handles_redirects_answers()
    {
        await using var cluster = await StartAsync();
        cluster.Emulator.Answers.HandleRedirects = true;
        using var answer = await GetAsync(cluster, 2);
        Assert.Equal("""{"uid":1}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Local_calls_are_not_redirected()
    {
        await using var cluster = await StartAsync();
        const string Health = "/v1/local/node/master_healthcheck";
        Assert.Equal("""{"status":"active"}""", await (await GetAsync(cluster, 1, Health)).Content.ReadAsStringAsync());
        Assert.Equal("""{"status":"inactive"}""", await (await GetAsync(cluster, 2, Health)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Node_that_is_unavailable_is_503()
    {
        await using var cluster = await StartAsync(NodeState.Unavailable);
        using var answer = await GetAsync(cluster, 2);
        await ErrorAssert.IsAsync(HttpStatusCode.ServiceUnavailable, "no_quorum", answer);
        using var master = await GetAsync(cluster, 1);
        Assert.Equal(HttpStatusCode.OK, master.StatusCode);
    }

    [Fact]
    public async Task Node_that_is_dead_answers_nothing_until_it_is_back()
    {
        await using var cluster = await StartAsync(NodeState.Dead);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(cluster, 2));
        cluster.Emulator.Nodes[1].State = NodeState.Up;
        using var answer = await GetAsync(cluster, 2);
        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
    }

    [Fact]
    public async Task Fail_over_makes_the_next_node_the_master()
    {
        await using var cluster = await StartAsync();
        cluster.Emulator.Nodes[0].State = NodeState.Dead;
        await cluster.Emulator.FailOverAsync();
        Assert.Equal(2, cluster.Emulator.Master.Uid);
        using var answer = await GetAsync(cluster, 2);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Fail_over_may_lose_the_status_of_an_export()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Hold = true;
        using var export = await cluster.PostExportAsync();
        Assert.Equal("exporting", await cluster.GetStatusAsync());
        await cluster.Emulator.FailOverAsync(loseStatus: true);
        Assert.Equal("", await cluster.GetStatusAsync());
        Assert.Empty(cluster.Files);
        cluster.Database.Hold = false;
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
    }

    [Fact]
    public async Task Nodes_are_told_with_their_state_and_version()
    {
        await using var cluster = await StartAsync(NodeState.Dead);
        using var list = await cluster.SendAsync(HttpMethod.Get, "/v1/nodes");
        var nodes = (JsonArray)JsonNode.Parse(await list.Content.ReadAsStringAsync())!;
        Assert.Equal(["active", "down"], nodes.Select(node => (string?)node!["status"]));
        Assert.All(nodes, node => Assert.Equal("8.0.2-17", (string?)node!["software_version"]));
        using var second = await cluster.SendAsync(HttpMethod.Get, "/v1/nodes/2");
        Assert.Equal(2, (int?)JsonNode.Parse(await second.Content.ReadAsStringAsync())!["uid"]);
        using var third = await cluster.SendAsync(HttpMethod.Get, "/v1/nodes/3");
        Assert.Equal(HttpStatusCode.NotFound, third.StatusCode);
        using var bootstrap = await cluster.SendAsync(HttpMethod.Get, "/v1/bootstrap");
        var local = JsonNode.Parse(await bootstrap.Content.ReadAsStringAsync())!["local_node_info"]!;
        Assert.Equal("8.0.2-17", (string?)local["software_version"]);
    }

    private static Task<EmulatedCluster> StartAsync(NodeState second = NodeState.Up) =>
        EmulatedCluster.StartWithoutServersAsync(
            change: options => options with { FurtherNodes = [new EmulatedNode(second)] });

    private static async Task<HttpResponseMessage> GetAsync(EmulatedCluster cluster, int node, string path = Path)
    {
        using var client = ApiClient.Create(
            cluster.Emulator.Nodes[node - 1].Endpoint,
            cluster.Emulator.CertificatePem,
            EmulatedCluster.Username,
            EmulatedCluster.Password);
        return await client.GetAsync(new Uri(path, UriKind.Relative));
    }
}
