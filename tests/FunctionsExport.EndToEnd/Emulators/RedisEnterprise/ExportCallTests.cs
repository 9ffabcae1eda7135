using System.Net;
using FunctionsExport.Emulators.RedisEnterprise.Databases;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>The documented answers of POST …/actions/export.</summary>
public sealed class ExportCallTests
{
    [Fact]
    public async Task Export_that_is_accepted_can_be_watched_to_its_end()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Hold = true;
        cluster.Database.ShownProgress = 42.5;
        using var answer = await cluster.PostExportAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());

        var running = await cluster.GetBdbAsync();
        Assert.Equal("exporting", (string?)running["export_status"]);
        Assert.Equal("42.5", running["export_progress"]!.ToJsonString());
        Assert.Equal("", (string?)running["export_failure_reason"]);
        Assert.Equal("active", (string?)running["status"]);
        Assert.DoesNotContain(cluster.Files, name => name.StartsWith("bk", StringComparison.Ordinal));

        cluster.Database.Hold = false;
        await cluster.Database.WhenDoneAsync();
        var ended = await cluster.GetBdbAsync();
        Assert.Equal("succeeded", (string?)ended["export_status"]);
        Assert.Equal("100.0", ended["export_progress"]!.ToJsonString());
        Assert.Equal("", (string?)ended["export_failure_reason"]);
        Assert.Single(cluster.Files);
        Assert.Equal(1, cluster.Database.ExportsAccepted);
    }

    [Fact]
    public async Task Database_that_is_not_there_is_404()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var export = await cluster.PostExportAsync(uid: 2);
        await ErrorAssert.IsAsync(HttpStatusCode.NotFound, "db_not_found", export);
        using var reset = await cluster.PutResetAsync(uid: 2);
        await ErrorAssert.IsAsync(HttpStatusCode.NotFound, "db_not_found", reset);
        using var read = await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/2");
        await ErrorAssert.IsAsync(HttpStatusCode.NotFound, "db_not_found", read);
    }

    [Fact]
    public async Task Module_without_backup_restore_is_406()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Modules =
            [EmulatedModule.Exportable("search", "2.10.17"), EmulatedModule.NotExportable("graph", "2.12.10")];
        using var export = await cluster.PostExportAsync();
        await ErrorAssert.IsAsync(HttpStatusCode.NotAcceptable, "unsupported_module_capabilities", export);
        Assert.Equal(0, cluster.Database.ExportsAccepted);

        cluster.Database.Modules = [EmulatedModule.Exportable("search", "2.10.17")];
        using var again = await cluster.PostExportAsync();
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Export_while_one_runs_is_409_and_can_be_repeated_later()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Hold = true;
        using var first = await cluster.PostExportAsync();
        using var second = await cluster.PostExportAsync();
        await ErrorAssert.IsAsync(HttpStatusCode.Conflict, "busy", second);

        cluster.Database.Hold = false;
        await cluster.Database.WhenDoneAsync();
        using var third = await cluster.PostExportAsync();
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.Equal((2, 3), (cluster.Database.ExportsAccepted, cluster.Database.ExportRequests));
    }

    [Fact]
    public async Task Of_twenty_exports_at_once_one_is_accepted()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Hold = true;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cluster.PostExportAsync()));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(1, cluster.Database.ExportsAccepted);
        cluster.Database.Hold = false;
    }
}
