using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

public sealed class StartTests : ClusterTest
{
    private static readonly ExportPreparation Prepared = new(
        new DatabaseSummary("7", "orders-eu", "7.4.2", null, 3),
        """{"lastExportTime":"2026-08-01T00:00:00Z","runsBefore":[]}""");

    private protected override void Script() =>
        Cluster.On(Bdb.Call, 200, Bdb.Json(("last_export_time", "2026-08-01T00:00:00Z"))).On(Bdb.ExportCall, 200);

    [Fact]
    public async Task Start_looks_once_and_posts_once()
    {
        await StartAsync();

        Assert.Equal([Bdb.Call, Bdb.ExportCall], Cluster.Calls);
    }

    [Fact]
    public async Task Start_posts_nothing_while_an_export_runs()
    {
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 200, Bdb.Json(("export_status", "exporting")));

        var thrown = await Fault.OfAsync(StartAsync);

        Assert.Equal(FaultCodes.DatabaseBusy, thrown.Fault.Code);
        Assert.True(thrown.Fault.Retry);
        Assert.DoesNotContain(Bdb.ExportCall, Cluster.Calls);
    }

    [Theory]
    [InlineData("succeeded", "2026-08-01T00:00:00Z")]
    [InlineData("failed", "2026-08-01T00:00:00Z")]
    [InlineData("", "2026-08-02T00:00:00Z")]
    public async Task Start_posts_nothing_after_another_export_has_ended(string status, string lastExportTime)
    {
        Cluster.Clear(Bdb.Call)
            .On(Bdb.Call, 200, Bdb.Json(("export_status", status), ("last_export_time", lastExportTime)));

        var thrown = await Fault.OfAsync(StartAsync);

        Assert.Equal(FaultCodes.DatabaseBusy, thrown.Fault.Code);
        Assert.Contains("Prepare it again", thrown.Fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Bdb.ExportCall, Cluster.Calls);
    }

    [Fact]
    public async Task Content_type_is_exactly_application_json_with_a_length()
    {
        await StartAsync();

        var post = Assert.Single(Cluster.Requests, r => r.Method == "POST");
        Assert.Equal("application/json", post.Headers["Content-Type"]);
        Assert.Equal($"{post.Body.Length}", post.Headers["Content-Length"]);
        Assert.False(post.Headers.ContainsKey("Expect"));
        Assert.False(post.Headers.ContainsKey("traceparent"));
    }

    [Fact]
    public async Task Modules_without_backup_restore_are_named_after_406()
    {
        ModulesLoaded("ReJSON", "home-grown", "unheard-of");
        Cluster.On(Bdb.ModulesCall, 200, """
            [{"uid":"id-ReJSON","module_name":"ReJSON","capabilities":["types","backup_restore"]},
             {"uid":"id-home-grown","module_name":"home-grown","capabilities":["types"]},
             {"uid":"id-unused","module_name":"unused","capabilities":[]}]
            """);

        var thrown = await Fault.OfAsync(StartAsync);

        Assert.Equal(FaultCodes.ModuleNotSupported, thrown.Fault.Code);
        Assert.Contains("backup_restore: home-grown.", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "not JSON")]
    [InlineData(200, "[1, {\"uid\":true}, {}]")]
    public async Task Modules_that_cannot_be_looked_up_leave_the_fault_as_it_is(int status, string body)
    {
        ModulesLoaded("home-grown");
        Cluster.On(Bdb.ModulesCall, status, body);

        var thrown = await Fault.OfAsync(StartAsync);

        Assert.Equal(FaultCodes.ModuleNotSupported, thrown.Fault.Code);
        Assert.Equal("406", thrown.Fault.ProviderCode);
        Assert.Contains("GET /v1/modules", thrown.Fault.Message, StringComparison.Ordinal);
    }

    private void ModulesLoaded(params string[] names)
    {
        var list = names.Select(n => new Dictionary<string, string> { ["module_id"] = $"id-{n}", ["module_name"] = n });
        Cluster.Clear(Bdb.Call).Clear(Bdb.ExportCall).On(Bdb.ExportCall, 406)
            .On(Bdb.Call, 200, Bdb.Json(("last_export_time", "2026-08-01T00:00:00Z"), ("module_list", list)));
    }

    private Task StartAsync() => Source.Create().StartAsync(Prepared, [], CancellationToken.None);
}
