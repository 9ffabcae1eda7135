using System.Text.Json;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

/// <summary>The rows of the cluster's documentation of "Export database action requests", one test each.</summary>
public sealed class ExportActionDocumentTests : ClusterTest
{
    [Fact]
    public async Task Method_and_path_are_POST_v1_bdbs_uid_actions_export()
    {
        await StartAsync();

        Assert.Equal("/v1/bdbs/7/actions/export", Post.Path);
        Assert.Equal("", Post.Query);
    }

    [Fact]
    public async Task Permission_start_bdb_export_missing_names_the_roles_that_have_it()
    {
        var thrown = await RefusedAsync(403);

        Assert.Equal(FaultCodes.Forbidden, thrown.Fault.Code);
        Assert.False(thrown.Fault.Retry);
        Assert.Contains("db_member, cluster_member or admin", thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestSource.NameOf("Username"), thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_Host_names_the_endpoint()
    {
        await StartAsync();

        Assert.Equal($"localhost:{Cluster.Port}", Post.Headers["Host"]);
    }

    [Fact]
    public async Task Header_Accept_is_application_json()
    {
        await StartAsync();

        Assert.All(Cluster.Requests, r => Assert.Equal("application/json", r.Headers["Accept"]));
    }

    [Fact]
    public async Task Url_parameter_uid_is_the_databases_integer()
    {
        Source.With("DatabaseId", "12345");
        Cluster.On("GET /v1/bdbs/12345", 200, Bdb.Json(("uid", 12345)));
        Cluster.On("PUT /v1/bdbs/12345/actions/export_reset_status", 200).On("POST /v1/bdbs/12345/actions/export", 200);

        await StartAsync();

        Assert.Equal("/v1/bdbs/12345/actions/export", Post.Path);
    }

    [Fact]
    public async Task Body_export_location_is_an_object_with_type_and_path()
    {
        await StartAsync();

        using var body = JsonDocument.Parse(Post.Body);
        var only = Assert.Single(body.RootElement.EnumerateObject());
        Assert.Equal("export_location", only.Name);
        Assert.Equal("""{"type":"mount_point","path":"/mnt/exports"}""", only.Value.GetRawText());
    }

    [Fact]
    public async Task Body_email_notification_is_sent_when_asked_for()
    {
        Source.With("EmailNotification", "true");

        await StartAsync();

        using var body = JsonDocument.Parse(Post.Body);
        Assert.Equal(JsonValueKind.True, body.RootElement.GetProperty("email_notification").ValueKind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"action_uid":"a1b2"}""")]
    [InlineData("OK")]
    public async Task Status_200_is_acceptance_whatever_its_body(string body)
    {
        Cluster.Clear(Bdb.ExportCall).On(Bdb.ExportCall, 200, body);

        await StartAsync();

        Assert.Single(Cluster.Calls, Bdb.ExportCall);
    }

    [Fact]
    public async Task Status_404_is_a_nonexistent_database()
    {
        var thrown = await RefusedAsync(404, """{"error_code":"db_not_found","description":"no such database"}""");

        Assert.Equal(FaultCodes.DatabaseNotFound, thrown.Fault.Code);
        Assert.Equal(RequestFate.Answered, thrown.Fate);
        Assert.False(thrown.Fault.Retry);
        Assert.Equal("404 db_not_found", thrown.Fault.ProviderCode);
        Assert.Equal("no such database", thrown.Fault.ProviderMessage);
        Assert.Contains(TestSource.NameOf("DatabaseId"), thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_406_is_a_module_without_backup_restore()
    {
        var thrown = await RefusedAsync(406);

        Assert.Equal(FaultCodes.ModuleNotSupported, thrown.Fault.Code);
        Assert.False(thrown.Fault.Retry);
        Assert.Contains("backup_restore", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_409_is_temporary()
    {
        var thrown = await RefusedAsync(409);

        Assert.Equal(FaultCodes.DatabaseBusy, thrown.Fault.Code);
        Assert.True(thrown.Fault.Retry);
        Assert.Equal(RequestFate.Answered, thrown.Fate);
    }

    private RecordedRequest Post => Assert.Single(Cluster.Requests, r => r.Method == "POST");

    private async Task StartAsync()
    {
        var provider = Source.Create();
        var preparation = await provider.PrepareAsync(CancellationToken.None);
        await provider.StartAsync(preparation, [], CancellationToken.None);
    }

    private Task<ExportFaultException> RefusedAsync(int status, string body = "")
    {
        Cluster.Clear(Bdb.ExportCall).On(Bdb.ExportCall, status, body);
        return Fault.OfAsync(StartAsync);
    }
}
