using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>Actions, events, statistics, shards and schemas.</summary>
public sealed class QueryTests
{
    [Fact]
    public async Task Actions_of_version_2_list_exports_and_those_of_version_1_do_not()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Emulator.Answers.AcceptedBody = FunctionsExport.Emulators.RedisEnterprise.AcceptedBody.ActionUid;
        cluster.Database.Hold = true;
        cluster.Database.ShownProgress = 42.5;
        using var accepted = await cluster.PostExportAsync();
        var uid = (string?)JsonNode.Parse(await accepted.Content.ReadAsStringAsync())!["action_uid"];
        Assert.Equal(uid, (string?)(await cluster.GetBdbAsync())["action_uid"]);

        var running = Assert.Single((JsonArray)await GetAsync(cluster, "/v2/actions"))!;
        Assert.Equal(uid, (string?)running["action_uid"]);
        Assert.Equal(("other", "export", "running"), Parts(running));
        Assert.Equal("42.5", running["progress"]!.ToJsonString());
        Assert.Equal(JsonValueKind.Number, running["creation_time"]!.GetValueKind());
        Assert.Equal("bdb", (string?)running["additional_info"]!["object_type"]);
        Assert.Equal("1", (string?)running["additional_info"]!["object_uid"]);

        cluster.Database.Hold = false;
        await cluster.Database.WhenDoneAsync();
        var ended = await GetAsync(cluster, "/v2/actions/" + uid);
        Assert.Equal(("other", "export", "completed"), Parts(ended));
        Assert.Equal("100.0", ended["progress"]!.ToJsonString());
        Assert.False((await cluster.GetBdbAsync()).ContainsKey("action_uid"));
        Assert.Equal("""{"actions":[],"state-machines":[]}""", (await GetAsync(cluster, "/v1/actions")).ToJsonString());
        Assert.Equal("[]", (await GetAsync(cluster, "/v1/actions/bdb/1")).ToJsonString());
        using var first = await cluster.SendAsync(HttpMethod.Get, "/v1/actions/" + uid);
        Assert.Equal(HttpStatusCode.NotFound, first.StatusCode);
    }

    [Fact]
    public async Task Action_of_a_failed_export_says_why()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.NextRun(RunFault.Fail(FailureReasons.NoPermission, atPercent: 40));
        var bdb = await cluster.ExportAsync();
        Assert.Equal("40.0", bdb["export_progress"]!.ToJsonString());
        var action = Assert.Single((JsonArray)await GetAsync(cluster, "/v2/actions"))!;
        Assert.Equal(("other", "export", "failed"), Parts(action));
        Assert.Equal("no-permission", (string?)action["additional_info"]!["error"]);
    }

    [Theory]
    [InlineData("7.8.6-36", HttpStatusCode.NotFound)]
    [InlineData("7.22.0-95", HttpStatusCode.OK)]
    public async Task Actions_of_version_2_came_with_7_22(string version, HttpStatusCode status)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync(
            change: options => options with { SoftwareVersion = version });
        using var answer = await cluster.SendAsync(HttpMethod.Get, "/v2/actions");
        Assert.Equal(status, answer.StatusCode);
        using var one = await cluster.SendAsync(HttpMethod.Get, "/v2/actions/x");
        Assert.Equal(HttpStatusCode.NotFound, one.StatusCode);
    }

    [Fact]
    public async Task Logs_tell_of_exports_in_either_order()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        await cluster.ExportAsync();
        cluster.Database.Faults.NextRun(RunFault.Fail(FailureReasons.GeneralError));
        await cluster.ExportAsync();
        string[] types = ["export_started", "export_succeeded", "export_started", "export_failed"];
        Assert.Equal(types, await EventsAsync(cluster, ""));
        Assert.Equal(types.Reverse(), await EventsAsync(cluster, "?order=desc"));
        Assert.Equal(types[1..3], await EventsAsync(cluster, "?offset=1&limit=2"));
        Assert.Equal(types, await EventsAsync(cluster, "?stime=2000-01-01T00:00:00Z&etime=2999-01-01T00:00:00Z"));
        Assert.Empty(await EventsAsync(cluster, "?stime=2999-01-01T00:00:00Z"));
        Assert.Empty(await EventsAsync(cluster, "?etime=2000-01-01T00:00:00Z"));
        cluster.Emulator.Answers.EventPrefix = "bdb_";
        Assert.Equal(types.Select(type => "bdb_" + type), await EventsAsync(cluster, ""));
    }

    [Theory]
    [InlineData("stime=yesterday")]
    [InlineData("etime=0")]
    [InlineData("order=up")]
    [InlineData("limit=-1")]
    [InlineData("offset=x")]
    public async Task Log_filter_that_is_wrong_is_400(string query)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(HttpMethod.Get, "/v1/logs?" + query);
        var description = await ErrorAssert.IsAsync(HttpStatusCode.BadRequest, "invalid_schema", answer);
        Assert.StartsWith(query.Split('=')[0], description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(UserRole.DbViewer), 403)]
    [InlineData(nameof(UserRole.None), 403)]
    [InlineData(nameof(UserRole.DbMember), 200)]
    [InlineData(nameof(UserRole.ClusterViewer), 200)]
    [InlineData(nameof(UserRole.UserManager), 200)]
    public async Task Logs_need_their_permission(string role, int status)
    {
        var user = new EmulatedUser("user@example.com", "pw", Enum.Parse<UserRole>(role));
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync(users: [user]);
        using var client = cluster.ClientOf(user.Email, user.Password);
        using var answer = await client.GetAsync(new Uri("/v1/logs", UriKind.Relative));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Statistics_are_those_of_the_servers()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 2, keys: 50);
        var keys = 0L;
        foreach (var server in cluster.Servers)
        {
            keys += (await server.CallAsync("DBSIZE")).Integer;
        }

        foreach (var path in new[] { "/v1/bdbs/stats/last", "/v1/bdbs/stats/last/1" })
        {
            var stats = (await GetAsync(cluster, path))["1"]!;
            Assert.Equal(keys, stats["no_of_keys"]!.GetValue<double>());
            Assert.True(stats["used_memory"]!.GetValue<double>() > 0);
            Assert.NotNull(stats["total_req"]);
        }

        var chosen = (JsonObject)(await GetAsync(cluster, "/v1/bdbs/stats/last/1?metrics=no_of_keys"))["1"]!;
        Assert.Equal(["stime", "etime", "no_of_keys"], chosen.Select(pair => pair.Key));
    }

    [Fact]
    public async Task Statistics_of_servers_that_do_not_answer_are_503()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/stats/last/1");
        await ErrorAssert.IsAsync(HttpStatusCode.ServiceUnavailable, "bdb_unavailable", answer);
        using var missing = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/stats/last/2");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Shards_are_primaries_and_replicas()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 2, replication: true);
        var shards = (JsonArray)await GetAsync(cluster, "/v1/bdbs/1/shards");
        Assert.Equal(
            ["1 master 0-8191", "2 master 8192-16383", "3 slave 0-8191", "4 slave 8192-16383"],
            shards.Select(shard => $"{(string?)shard!["uid"]} {(string?)shard["role"]} {(string?)shard["assigned_slots"]}"));
    }

    [Fact]
    public async Task Schema_of_bdb_has_the_shape_of_a_location()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var schema = await GetAsync(cluster, "/v1/jsonschema?object=bdb");
        Assert.Equal("string", (string?)schema["properties"]!["name"]!["type"]);
        var locations = (JsonArray)schema["properties"]!["backup_location"]!["oneOf"]!;
        Assert.Equal(
            ["url", "sftp", "s3", "gs", "abs", "mount_point"],
            locations.Select(location => (string?)location!["properties"]!["type"]!["enum"]![0]));
        Assert.Equal(
            ["type", "bucket_name", "access_key_id", "secret_access_key"],
            ((JsonArray)locations[2]!["required"]!).Select(name => (string?)name));
        Assert.True(((JsonObject)await GetAsync(cluster, "/v1/jsonschema")).ContainsKey("bdb"));
        using var unknown = await cluster.SendAsync(HttpMethod.Get, "/v1/jsonschema?object=database");
        Assert.Equal(HttpStatusCode.NotAcceptable, unknown.StatusCode);
    }

    [Fact]
    public async Task Availability_is_an_empty_200()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1/availability");
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    private static (string?, string?, string?) Parts(JsonNode action) =>
        ((string?)action["action_type"], (string?)action["name"], (string?)action["status"]);

    private static async Task<IEnumerable<string?>> EventsAsync(EmulatedCluster cluster, string query) =>
        ((JsonArray)await GetAsync(cluster, "/v1/logs" + query)).Select(entry => (string?)entry!["type"]);

    private static async Task<JsonNode> GetAsync(EmulatedCluster cluster, string path)
    {
        using var answer = await cluster.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
