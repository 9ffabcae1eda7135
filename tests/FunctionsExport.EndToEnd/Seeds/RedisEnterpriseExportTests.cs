using System.Net;
using System.Text.Json.Nodes;
using FunctionsExport.EndToEnd.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.Emulators.RedisEnterprise.Security;
using FunctionsExport.Providers;

namespace FunctionsExport.EndToEnd.Seeds;

/// <summary>
/// The documentation of "Export database action requests", row by row, over HTTPS against the emulated cluster; what is about
/// the client also through the app's provider.
/// </summary>
public sealed class RedisEnterpriseExportTests
{
    private const string Path = "/v1/bdbs/1/actions/export";
    private const string User = "user@example.com";

    [Fact]
    public async Task Method_POST_path_v1_bdbs_uid_actions_export_initiates_a_database_export()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var answer = await cluster.SendAsync(
            HttpMethod.Post, Path, EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await cluster.Database.WhenDoneAsync();
        Assert.Single(cluster.Files);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Method_other_than_POST_initiates_nothing(string method)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(
            new HttpMethod(method), Path, EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder)));
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(0, cluster.Database.ExportsAccepted);
    }

    [Fact]
    public async Task Method_POST_path_v1_bdbs_uid_actions_export_is_what_the_provider_calls()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var provider = ClusterSource.Create(cluster);
        await ClusterSource.StartAsync(provider);
        var post = Assert.Single(cluster.Emulator.Journal.Entries, entry => entry.Method == "POST");
        Assert.Equal((Path, "", 200), (post.Path, post.Query, post.Status));
        Assert.Equal(1, cluster.Database.ExportsAccepted);
        await cluster.Database.WhenDoneAsync();
    }

    [Theory]
    [InlineData(nameof(UserRole.Admin))]
    [InlineData(nameof(UserRole.ClusterMember))]
    [InlineData(nameof(UserRole.DbMember))]
    public async Task Permission_start_bdb_export_is_the_roles(string role)
    {
        await using var cluster = await EmulatedCluster.StartAsync(change: options => options with { Users = [UserWith(role)] });
        using var client = cluster.ClientOf(User, "pw");
        var body = EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder));
        using var answer = await client.PostAsync(new Uri(Path, UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await cluster.Database.WhenDoneAsync();

        await ClusterSource.StartAsync(ClusterSource.Create(cluster, username: User, password: "pw"));
        Assert.Equal(2, cluster.Database.ExportsAccepted);
        await cluster.Database.WhenDoneAsync();
    }

    [Theory]
    [InlineData(nameof(UserRole.ClusterViewer))]
    [InlineData(nameof(UserRole.DbViewer))]
    [InlineData(nameof(UserRole.UserManager))]
    [InlineData(nameof(UserRole.None))]
    public async Task Permission_start_bdb_export_is_not_the_roles(string role)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync(users: [UserWith(role)]);
        using var client = cluster.ClientOf(User, "pw");
        var body = EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder));
        using var answer = await client.PostAsync(new Uri(Path, UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        var provider = ClusterSource.Create(cluster, username: User, password: "pw");
        Assert.Equal("forbidden", await FaultAsync(() => ClusterSource.StartAsync(provider)));
        Assert.Equal(0, cluster.Database.ExportsAccepted);
    }

    [Fact]
    public async Task Header_Host_names_the_cluster()
    {
        await using var cluster = await EmulatedCluster.StartAsync(
            change: options => options with { ClusterName = "cluster.fqdn" });
        var content = EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder));
        using var client = cluster.ClientOf(EmulatedCluster.Username, EmulatedCluster.Password);
        client.DefaultRequestHeaders.Host = "cnm.cluster.fqdn";
        using var answer = await client.PostAsync(new Uri(Path, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("cnm.cluster.fqdn", Assert.Single(cluster.Emulator.Journal.Entries).Host);
        await cluster.Database.WhenDoneAsync();

        await ClusterSource.StartAsync(ClusterSource.Create(cluster));
        var own = cluster.Emulator.Journal.Entries.Skip(1).ToList();
        Assert.All(own, entry => Assert.Equal(cluster.Emulator.Endpoint.Authority, entry.Host));
        await cluster.Database.WhenDoneAsync();
    }

    [Fact]
    public async Task Header_Accept_is_application_json()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = cluster.ClientOf(EmulatedCluster.Username, EmulatedCluster.Password);
        client.DefaultRequestHeaders.Accept.ParseAdd("application/xml");
        var body = EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder));
        using var answer = await client.PostAsync(new Uri(Path, UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, cluster.Database.ExportsAccepted);

        await ClusterSource.StartAsync(ClusterSource.Create(cluster));
        var post = cluster.Emulator.Journal.Entries.Last(entry => entry.Method == "POST");
        Assert.Equal(("application/json", "application/json"), (post.Accept, post.ContentType));
        await cluster.Database.WhenDoneAsync();
    }

    [Theory]
    [InlineData("1", 200)]
    [InlineData("01", 200)]
    [InlineData("2", 404)]
    [InlineData("0", 404)]
    [InlineData("one", 404)]
    [InlineData("1.5", 404)]
    [InlineData("99999999999999999999", 404)]
    public async Task URL_parameter_uid_is_the_integer_of_the_database(string uid, int status)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(
            HttpMethod.Post,
            $"/v1/bdbs/{uid}/actions/export",
            EmulatedCluster.Json(EmulatedCluster.LocationBody(cluster.Folder)));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, cluster.Database.ExportsAccepted);
    }

    [Fact]
    public async Task Body_field_export_location_is_an_object_and_needed()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        foreach (var body in new[] { "{}", """{"export_location":"/backups"}""", """{"export_location":null}""" })
        {
            using var refused = await cluster.PostExportAsync(body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        await ClusterSource.StartAsync(ClusterSource.Create(cluster));
        var sent = cluster.Emulator.Journal.Entries.Last(entry => entry.Method == "POST").Body!;
        Assert.Equal("mount_point", (string?)sent["export_location"]!["type"]);
        Assert.Equal(cluster.Folder, (string?)sent["export_location"]!["path"]);
        await cluster.Database.WhenDoneAsync();
    }

    [Fact]
    public async Task Body_field_export_location_has_its_structure_in_jsonschema_of_bdb()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(HttpMethod.Get, "/v1/jsonschema?object=bdb");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var bdb = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("object", (string?)bdb["properties"]!["backup_location"]!["type"]);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData(",\"email_notification\":true", 200)]
    [InlineData(",\"email_notification\":false", 200)]
    [InlineData(",\"email_notification\":\"true\"", 400)]
    [InlineData(",\"email_notification\":1", 400)]
    [InlineData(",\"email_notification\":null", 400)]
    public async Task Body_field_email_notification_is_boolean_and_optional(string field, int status)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.PostExportAsync(
            $$"""{"export_location":{"type":"mount_point","path":"/x"}{{field}}}""");
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, null)]
    [InlineData(null, null)]
    public async Task Body_field_email_notification_is_sent_when_it_is_set(bool? setting, bool? sent)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        await ClusterSource.StartAsync(ClusterSource.Create(cluster, emailNotification: setting));
        var body = cluster.Emulator.Journal.Entries.Single(entry => entry.Method == "POST").Body!;
        Assert.Equal(sent, (bool?)body["email_notification"]);
        await cluster.Database.WhenDoneAsync();
    }

    [Fact]
    public async Task Example_JSON_body_is_accepted()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.PostExportAsync(
            """
            {
                "export_location": {
                    "type": "url",
                    "url": "ftp://..."
                },
                "email_notification": true
            }
            """);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Response_returns_a_status_code_and_nothing_else()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.PostExportAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Status_200_is_accepted_and_the_attributes_of_the_bdb_tell_the_progress()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Hold = true;
        cluster.Database.ShownProgress = 25;
        var provider = ClusterSource.Create(cluster);
        var preparation = await ClusterSource.StartAsync(provider);
        var bdb = await cluster.GetBdbAsync();
        Assert.Equal(("exporting", ""), ((string?)bdb["export_status"], (string?)bdb["export_failure_reason"]));
        Assert.Equal(25, (double?)bdb["export_progress"]);
        var running = await provider.GetProgressAsync(preparation, CancellationToken.None);
        Assert.Equal((ProviderState.Exporting, 25), (running.State, running.Percent));

        cluster.Database.Hold = false;
        await cluster.Database.WhenDoneAsync();
        var ended = await provider.GetProgressAsync(preparation, CancellationToken.None);
        Assert.Equal(ProviderState.Succeeded, ended.State);
        Assert.Single(await provider.ListFilesAsync(preparation, CancellationToken.None));
    }

    [Theory]
    [InlineData(FailureReasons.NoPermission, "destination-denied")]
    [InlineData(FailureReasons.WrongFilePath, "destination-not-found")]
    [InlineData(FailureReasons.GeneralError, "export-failed")]
    public async Task Status_200_and_the_attribute_export_failure_reason_tells_why_it_failed(string reason, string code)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.NextRun(RunFault.Fail(reason, atPercent: 60));
        var provider = ClusterSource.Create(cluster);
        var preparation = await ClusterSource.StartAsync(provider);
        await cluster.Database.WhenDoneAsync();
        Assert.Equal(reason, (string?)(await cluster.GetBdbAsync())["export_failure_reason"]);
        var failed = await provider.GetProgressAsync(preparation, CancellationToken.None);
        Assert.Equal((ProviderState.Failed, code), (failed.State, failed.Fault?.Code));
    }

    [Fact]
    public async Task Status_404_is_an_action_on_a_nonexistent_database()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.PostExportAsync(uid: 7);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var provider = ClusterSource.Create(cluster, uid: 7);
        Assert.Equal("database-not-found", await FaultAsync(() => ClusterSource.StartAsync(provider)));
    }

    [Fact]
    public async Task Status_406_is_a_module_without_backup_restore()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var provider = ClusterSource.Create(cluster);
        var preparation = await provider.PrepareAsync(CancellationToken.None);
        cluster.Database.Modules = [EmulatedModule.NotExportable("graph", "2.12.10")];
        using var answer = await cluster.PostExportAsync();
        Assert.Equal(HttpStatusCode.NotAcceptable, answer.StatusCode);
        Assert.Equal(
            "module-not-supported", await FaultAsync(() => provider.StartAsync(preparation, CancellationToken.None)));
    }

    [Fact]
    public async Task Status_409_is_a_busy_database_and_passes()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var provider = ClusterSource.Create(cluster);
        var preparation = await provider.PrepareAsync(CancellationToken.None);
        cluster.Database.Faults.Busy = true;
        using var answer = await cluster.PostExportAsync();
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var thrown = await Assert.ThrowsAsync<ExportFaultException>(
            () => provider.StartAsync(preparation, CancellationToken.None));
        Assert.Equal(("database-busy", true), (thrown.Fault.Code, thrown.Fault.Retry));

        cluster.Database.Faults.Busy = false;
        await provider.StartAsync(preparation, CancellationToken.None);
        Assert.Equal(1, cluster.Database.ExportsAccepted);
    }

    private static EmulatedUser UserWith(string role) => new(User, "pw", Enum.Parse<UserRole>(role));

    private static async Task<string> FaultAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<ExportFaultException>(call)).Fault.Code;
}
