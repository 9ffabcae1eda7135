using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>The control surface, as a program that is not this one uses it.</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task There_is_none_unless_it_is_asked_for()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        Assert.Null(cluster.Emulator.ControlEndpoint);
        using var answer = await cluster.SendAsync(HttpMethod.Get, "/emulator");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Overview_lists_nodes_and_databases()
    {
        await using var cluster = await StartAsync();
        var overview = await CallAsync(cluster, HttpMethod.Get, "/emulator");
        Assert.Equal(1, (int?)overview!["master"]);
        Assert.Equal(["up", "up"], ((JsonArray)overview["nodes"]!).Select(node => (string?)node!["state"]));
        Assert.Equal("""[{"uid":1,"name":"orders"}]""", overview["databases"]!.ToJsonString());
    }

    [Fact]
    public async Task Forms_of_answers_are_shown_and_set()
    {
        await using var cluster = await StartAsync();
        var shown = await CallAsync(cluster, HttpMethod.Get, "/emulator/answers");
        Assert.Equal("emptyString", (string?)shown!["idle"]);
        var changed = await CallAsync(
            cluster,
            HttpMethod.Patch,
            "/emulator/answers",
            """{"idle":"idle","redirectStatus":302,"errorCodes":{"409":"x"},"idleAfterReset":null}""");
        Assert.Equal("idle", (string?)changed!["idle"]);
        Assert.Equal("idle", await cluster.GetStatusAsync());
        Assert.Equal(302, cluster.Emulator.Answers.RedirectStatus);
        Assert.Equal("x", cluster.Emulator.Answers.ErrorCodes[409]);
    }

    [Theory]
    [InlineData("""{"idle":"idle","redirectStatus":200}""", "200")]
    [InlineData("""{"idle":"idle","redirectStatus":null}""", "redirectStatus")]
    [InlineData("""{"idle":"idle","redirectHost":"a b"}""", "redirectHost")]
    [InlineData("""{"idle":"idle","nothing":1}""", "nothing")]
    [InlineData("""{"idle":"idle","numbersAsText":"yes"}""", "numbersAsText")]
    [InlineData("""{"idle":"idle","startDelaySeconds":-1}""", "-1")]
    [InlineData("""{"idle":"idle","stampOffsetMinutes":2147483647}""", "2147483647")]
    [InlineData("[]", "")]
    [InlineData("{", "")]
    public async Task Patch_that_is_wrong_is_refused_whole(string body, string named)
    {
        await using var cluster = await StartAsync();
        var error = await CallAsync(cluster, HttpMethod.Patch, "/emulator/answers", body, HttpStatusCode.BadRequest);
        Assert.Contains(named, (string?)error!["error"], StringComparison.Ordinal);
        Assert.Equal(IdleForm.EmptyString, cluster.Emulator.Answers.Idle);
    }

    [Fact]
    public async Task Request_faults_are_planned_shown_and_cleared()
    {
        await using var cluster = await StartAsync();
        await CallAsync(
            cluster, HttpMethod.Post, "/emulator/faults", """{"method":"GET","path":"/v1/bdbs/1","status":503,"times":0}""");
        await CallAsync(cluster, HttpMethod.Post, "/emulator/faults", """{"method":"POST","drop":"after"}""");
        using var refused = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(2, ((JsonArray)(await CallAsync(cluster, HttpMethod.Get, "/emulator/faults"))!).Count);
        await CallAsync(cluster, HttpMethod.Delete, "/emulator/faults");
        using var answer = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var error = await CallAsync(
            cluster, HttpMethod.Post, "/emulator/faults", """{"status":200}""", HttpStatusCode.BadRequest);
        Assert.Contains("status", (string?)error!["error"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"outcome":"fails","reason":"no-permission","atPercent":30}""", "failed", "no-permission")]
    [InlineData("""{"outcome":"losesStatus","atPercent":30}""", "", "")]
    [InlineData("""{"outcome":"neverStarts"}""", "", "")]
    [InlineData("""{"outcome":"succeeds","fileFault":"missing"}""", "succeeded", "")]
    public async Task Run_is_planned(string body, string status, string reason)
    {
        await using var cluster = await EmulatedCluster.StartAsync(change: options => options with { ControlPort = 0 });
        await CallAsync(cluster, HttpMethod.Post, "/emulator/databases/1/runs", body);
        var bdb = await cluster.ExportAsync();
        Assert.Equal((status, reason), ((string?)bdb["export_status"], (string?)bdb["export_failure_reason"]));
        Assert.Empty(cluster.Files);
    }

    [Fact]
    public async Task Database_is_shown_and_set()
    {
        await using var cluster = await StartAsync();
        var shown = await CallAsync(
            cluster,
            HttpMethod.Patch,
            "/emulator/databases/1",
            """
            {
              "busy": true, "exportSeconds": 2.5, "progressSteps": 4, "hold": true, "shownProgress": 7, "staleSucceededReads": 2,
              "modules": [ { "name": "graph", "semanticVersion": "2.12.10", "capabilities": [ "types" ] } ]
            }
            """);
        Assert.Equal("graph", (string?)shown!["modules"]![0]!["name"]);
        Assert.Equal(new Pace(TimeSpan.FromSeconds(2.5), 4), cluster.Database.Pace);
        Assert.True(cluster.Database.Hold && cluster.Database.Faults.Busy && !cluster.Database.CanBeExported);
        Assert.Equal(2, cluster.Database.Faults.StaleSucceededReads);
        await CallAsync(cluster, HttpMethod.Get, "/emulator/databases/2", expected: HttpStatusCode.NotFound);
        await CallAsync(cluster, HttpMethod.Patch, "/emulator/databases/1", """{"uid":3}""", HttpStatusCode.BadRequest);
        await CallAsync(cluster, HttpMethod.Patch, "/emulator/databases/1", """{"exportSeconds":-1}""", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Journal_is_read_from_a_number_on_and_cleared()
    {
        await using var cluster = await StartAsync();
        using var first = await cluster.PostExportAsync();
        await cluster.GetStatusAsync();
        var all = (JsonArray)(await CallAsync(cluster, HttpMethod.Get, "/emulator/journal"))!;
        Assert.Equal(["POST", "GET"], all.Select(entry => (string?)entry!["method"]));
        Assert.Equal("basic", (string?)all[0]!["scheme"]);
        Assert.Equal("mount_point", (string?)all[0]!["body"]!["export_location"]!["type"]);
        Assert.DoesNotContain(EmulatedCluster.Password, all.ToJsonString(), StringComparison.Ordinal);
        var later = (JsonArray)(await CallAsync(cluster, HttpMethod.Get, "/emulator/journal?after=1"))!;
        Assert.Equal(2, (long?)Assert.Single(later)!["number"]);
        await CallAsync(cluster, HttpMethod.Delete, "/emulator/journal");
        Assert.Empty((JsonArray)(await CallAsync(cluster, HttpMethod.Get, "/emulator/journal"))!);
        await CallAsync(cluster, HttpMethod.Get, "/emulator/journal?after=x", expected: HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Nodes_users_and_tokens_are_controlled()
    {
        await using var cluster = await StartAsync();
        var emulator = cluster.Emulator;
        await CallAsync(cluster, HttpMethod.Patch, "/emulator/nodes/1", """{"state":"dead"}""");
        Assert.Equal(NodeState.Dead, emulator.Nodes[0].State);
        await CallAsync(cluster, HttpMethod.Post, "/emulator/fail-over", """{"loseStatus":true}""");
        Assert.Equal(2, emulator.Master.Uid);
        await CallAsync(cluster, HttpMethod.Patch, "/emulator/nodes/3", """{"state":"up"}""", HttpStatusCode.NotFound);

        var token = emulator.Tokens.Issue(EmulatedCluster.Username, 60);
        await CallAsync(cluster, HttpMethod.Post, "/emulator/tokens/revoke");
        Assert.Null(emulator.Tokens.EmailOf(token));
        await CallAsync(cluster, HttpMethod.Patch, "/emulator/access", """{"basicAuthentication":false}""");
        Assert.False(emulator.Access.BasicAuthentication);
        await CallAsync(cluster, HttpMethod.Post, $"/emulator/users/{EmulatedCluster.Username}/expire-password");
        await CallAsync(cluster, HttpMethod.Post, $"/emulator/users/{EmulatedCluster.Username}/release");
        await CallAsync(cluster, HttpMethod.Post, "/emulator/users/nobody/release", expected: HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Origin", "http://example.com")]
    [InlineData("Host", "example.com")]
    public async Task Browsers_are_turned_away(string header, string value)
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient { BaseAddress = cluster.Emulator.ControlEndpoint };
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        using var answer = await client.GetAsync(new Uri("/emulator", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Unknown_path_is_404()
    {
        await using var cluster = await StartAsync();
        await CallAsync(cluster, HttpMethod.Get, "/v1/bdbs", expected: HttpStatusCode.NotFound);
    }

    private static Task<EmulatedCluster> StartAsync() => EmulatedCluster.StartWithoutServersAsync(
        change: options => options with { ControlPort = 0, FurtherNodes = [new EmulatedNode()] });

    private static async Task<JsonNode?> CallAsync(
        EmulatedCluster cluster,
        HttpMethod method,
        string path,
        string? body = null,
        HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var client = new HttpClient { BaseAddress = cluster.Emulator.ControlEndpoint };
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
