using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>Headers, bodies and objects of the answers.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task Headers_are_those_of_the_front_server()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var before = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1");
        Assert.Equal("envoy", Assert.Single(before.Headers.GetValues("server")));
        Assert.NotNull(before.Headers.Date);
        Assert.Equal("application/json", before.Content.Headers.ContentType?.ToString());
        Assert.NotNull(before.Content.Headers.ContentLength);
        Assert.True(long.TryParse(Assert.Single(before.Headers.GetValues("x-envoy-upstream-service-time")), out _));

        await cluster.ExportAsync();
        using var after = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1");
        Assert.True(StateId(before) < StateId(after));
    }

    [Theory]
    [InlineData(nameof(ErrorBody.Description), "application/json", """{"error_code":"db_not_found","description":"Attempting""")]
    [InlineData(nameof(ErrorBody.Message), "application/json", """{"error_code":"db_not_found","message":"Attempting""")]
    [InlineData(nameof(ErrorBody.Empty), null, "")]
    [InlineData(nameof(ErrorBody.Text), "text/plain", "Attempting")]
    public async Task Error_has_the_body_that_is_set(string form, string? type, string start)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.Answers.ErrorBody = Enum.Parse<ErrorBody>(form);
        using var answer = await cluster.PostExportAsync(uid: 99);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
        var body = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith(start, body, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, body.Length == 0);
    }

    [Theory]
    [InlineData(nameof(AcceptedBody.Empty), "")]
    [InlineData(nameof(AcceptedBody.EmptyObject), "{}")]
    [InlineData(nameof(AcceptedBody.ActionUid), """{"action_uid":""")]
    public async Task Acceptance_has_the_body_that_is_set(string form, string start)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.Answers.AcceptedBody = Enum.Parse<AcceptedBody>(form);
        using var answer = await cluster.PostExportAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith(start, body, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, body.Length == 0);
    }

    [Fact]
    public async Task Database_has_the_keys_and_types_of_a_clusters()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 3);
        var bdb = await cluster.GetBdbAsync();
        Assert.Equal(139, bdb.Count);
        Assert.Equal(JsonValueKind.Number, bdb["uid"]!.GetValueKind());
        Assert.Equal("orders", (string?)bdb["name"]);
        Assert.Equal(3, (int?)bdb["shards_count"]);
        Assert.Equal("[1,2,3]", bdb["shard_list"]!.ToJsonString());
        Assert.True((bool?)bdb["sharding"]);
        Assert.Equal(("7.4", "7.4.0"), ((string?)bdb["redis_version"], (string?)bdb["version"]));
        Assert.Equal("0.0", bdb["export_progress"]!.ToJsonString());
        Assert.Equal("16k", (string?)bdb["hash_slots_policy"]);
        Assert.Equal("1:1", (string?)bdb["endpoints"]![0]!["uid"]);
        Assert.False(bdb.ContainsKey("last_export_time"));
        Assert.False(bdb.ContainsKey("export_location"));
    }

    [Theory]
    [InlineData("?fields=uid,export_status", """{"uid":1,"export_status":""}""")]
    [InlineData("?fields=name,no_such_field", """{"name":"orders"}""")]
    public async Task Fields_select(string query, string expected)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        Assert.Equal(expected, (await cluster.GetBdbAsync(query)).ToJsonString());
        using var list = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs" + query);
        Assert.Equal($"[{expected}]", await list.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Cluster_node_and_modules_are_told()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 2);
        cluster.Database.Modules = [EmulatedModule.NotExportable("graph", "2.12.10")];
        Assert.Equal("cluster.local", (string?)(await GetAsync(cluster, "/v1/cluster"))["name"]);
        var node = Assert.Single((JsonArray)await GetAsync(cluster, "/v1/nodes"))!;
        Assert.Equal(("8.0.2-17", 2), ((string?)node["software_version"], (int?)node["shard_count"]));

        var modules = (JsonArray)await GetAsync(cluster, "/v1/modules");
        var loaded = (await cluster.GetBdbAsync())["module_list"]![0]!;
        var module = modules.Single(entry => (string?)entry!["uid"] == (string?)loaded["module_id"])!;
        Assert.Equal(("graph", 21210), ((string?)module["module_name"], (int?)module["version"]));
        Assert.DoesNotContain("backup_restore", module["capabilities"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(4, modules.Count(entry => entry!["capabilities"]!.AsArray().Any(name => (string?)name == "backup_restore")));
    }

    [Theory]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/bdbs/one")]
    [InlineData("/v1/bdbs/1.json")]
    [InlineData("/v1/bdbs/1/actions")]
    public async Task Unknown_path_is_404(string path)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(HttpMethod.Get, path);
        await ErrorAssert.IsAsync(HttpStatusCode.NotFound, "not_found", answer);
    }

    [Fact]
    public async Task Export_is_only_posted()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(HttpMethod.Delete, "/v1/bdbs/1/actions/export");
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(0, cluster.Database.ExportRequests);
    }

    [Fact]
    public async Task Journal_has_the_requests_and_no_secret()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var reset = await cluster.PutResetAsync();
        using var missing = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/5?fields=uid");
        using var stranger = cluster.ClientOf("x@example.com", "planted-secret");
        using var refused = await stranger.GetAsync(new Uri("/v1/cluster", UriKind.Relative));
        var entries = cluster.Emulator.Journal.Entries;
        Assert.Equal(
            ["PUT /v1/bdbs/1/actions/export_reset_status 200", "GET /v1/bdbs/5?fields=uid 404", "GET /v1/cluster 401"],
            entries.Select(entry => $"{entry.Method} {entry.Path}{entry.Query} {entry.Status}"));
        Assert.All(entries, entry => Assert.DoesNotContain("secret", entry.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "orders", 1, "Uid")]
    [InlineData(1, "-orders", 1, "Name")]
    [InlineData(1, "or ders", 1, "Name")]
    [InlineData(1, "orders", 0, "Shards")]
    [InlineData(1, "orders", 513, "Shards")]
    public async Task Database_that_is_not_well_described_is_refused(int uid, string name, int shards, string named)
    {
        var address = new FunctionsExport.Emulators.Redis.RedisAddress("localhost", 1);
        var database = new EmulatedDatabase { Uid = uid, Name = name, Shards = [.. Enumerable.Repeat(address, shards)] };
        var exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            RedisEnterpriseEmulator.StartAsync(new RedisEnterpriseEmulatorOptions { Databases = [database] }));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> GetAsync(EmulatedCluster cluster, string path)
    {
        using var answer = await cluster.SendAsync(HttpMethod.Get, path);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static int StateId(HttpResponseMessage answer) =>
        int.Parse(Assert.Single(answer.Headers.GetValues("cluster-state-id")), CultureInfo.InvariantCulture);
}
