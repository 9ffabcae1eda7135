using System.Net;
using System.Text.Json.Nodes;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.EndToEnd.World;
using FunctionsExport.Schedules;

namespace FunctionsExport.EndToEnd.Http;

/// <summary><c>GET /api/sources</c> as a client sees it: orchestrations and the catalogue together, over HTTP.</summary>
public sealed class SourcesOverHttpTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);

    private HostedApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await HostedApp.StartAsync(azurite, Now, new Dictionary<string, string>
        {
            ["Export:Sources:orders:Schedule"] = "0 30 2 * * *",
            ["Export:Sources:orders:ScheduleTimeZone"] = "Europe/Berlin",
            ["Export:Sources:orders:OverdueTolerance"] = "04:00:00",
        });
        await _app.Get<ExportStorage>().EnsureCreatedAsync(default);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Source_shows_the_export_that_runs_and_those_that_have_ended()
    {
        var success = await WriteAsync("sessions", Now.AddDays(-2), ExportState.Succeeded);
        var failure = await WriteAsync("sessions", Now.AddDays(-1), ExportState.Failed);
        var running = await _app.Api.StartAcceptedAsync("sessions", fetch: false);

        var source = await SourceAsync("sessions");
        Assert.Equal(running, (string)source["runningExport"]!);
        Assert.Equal((failure, "failed"), ((string)source["lastExport"]!["id"]!, (string)source["lastExport"]!["state"]!));
        Assert.Equal(success, (string)source["lastSuccess"]!["id"]!);
        Assert.Null(source["nextRun"]);
        Assert.Null(source["overdue"]);

        await _app.Api.CancelAsync(running);
        await _app.Api.WaitForEndAsync(running);
        await Eventually.HoldsAsync(async () => (await SourceAsync("sessions"))["runningExport"] is null);
        var ended = await SourceAsync("sessions");
        Assert.Equal((running, "cancelled"), ((string)ended["lastExport"]!["id"]!, (string)ended["lastExport"]!["state"]!));
        Assert.Equal(success, (string)ended["lastSuccess"]!["id"]!);

        await _app.Client.PurgeInstanceAsync(running);
        Assert.Equal(ended.ToJsonString(), (await SourceAsync("sessions")).ToJsonString());
    }

    [Fact]
    public async Task Reservation_that_nothing_came_of_is_no_running_export_once_its_time_has_passed()
    {
        var database = _app.Get<ExportSettings>().Sources["sessions"].Provider.Database;
        var id = new ExportId("sessions", Now, "00beef").ToString();
        await _app.Get<DatabaseLocks>().ReserveAsync(database, id, (_, _) => Task.FromResult(OwnerState.Unknown), default);

        Assert.Equal(id, (string)(await SourceAsync("sessions"))["runningExport"]!);
        _app.Time.Now += TimeSpan.FromMinutes(2);
        Assert.Null((await SourceAsync("sessions"))["runningExport"]);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Api.GetAsync(id)).Status);
    }

    [Fact]
    public async Task Schedule_shows_its_next_run_and_whether_its_source_is_overdue()
    {
        // The night after has its clock set forward over the time of the rule.
        await RememberAsync(Now.AddDays(-7));
        var source = await SourceAsync("orders");
        Assert.Equal(["0 30 2 * * *"], source["schedule"]!.AsArray().Select(r => (string)r!));
        Assert.Equal("Europe/Berlin", (string)source["scheduleTimeZone"]!);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), (DateTimeOffset)source["nextRun"]!);
        Assert.True((bool)source["overdue"]!);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _app.Api.SendAsync(HttpMethod.Get, "api/health/detail")).Status);

        // A failure makes good for nothing, nor does a success from before the rule's last time.
        await WriteAsync("orders", Now.AddHours(-9), ExportState.Failed);
        await WriteAsync("orders", Now.AddHours(-11), ExportState.Succeeded);
        Assert.True((bool)(await SourceAsync("orders"))["overdue"]!);

        await WriteAsync("orders", Now.AddHours(-10), ExportState.Succeeded);
        Assert.False((bool)(await SourceAsync("orders"))["overdue"]!);
        Assert.Equal(HttpStatusCode.OK, (await _app.Api.SendAsync(HttpMethod.Get, "api/health/detail")).Status);

        // Due at 01:00 that night; the tolerance is over at 05:00.
        _app.Time.Now = new DateTimeOffset(2026, 3, 29, 4, 59, 0, TimeSpan.Zero);
        Assert.False((bool)(await SourceAsync("orders"))["overdue"]!);
        _app.Time.Now += TimeSpan.FromMinutes(1);
        Assert.True((bool)(await SourceAsync("orders"))["overdue"]!);
    }

    [Fact]
    public async Task All_sources_are_listed_by_name_as_each_is_shown_alone()
    {
        await WriteAsync("sessions", Now.AddDays(-2), ExportState.Succeeded);

        var all = (await _app.Api.SendAsync(HttpMethod.Get, "api/sources")).Body["sources"]!.AsArray();

        Assert.Equal(["orders", "sessions"], all.Select(s => (string)s!["name"]!));
        foreach (var source in all)
        {
            Assert.Equal((await SourceAsync((string)source!["name"]!)).ToJsonString(), source.ToJsonString());
        }

        var unknown = await _app.Api.SendAsync(HttpMethod.Get, "api/sources/nobody");
        Assert.Equal((HttpStatusCode.NotFound, "unknown-source"), (unknown.Status, (string)unknown.Body["code"]!));
    }

    private async Task<JsonObject> SourceAsync(string name)
    {
        var answer = await _app.Api.SendAsync(HttpMethod.Get, $"api/sources/{name}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Body;
    }

    private async Task<string> WriteAsync(string source, DateTimeOffset at, ExportState state)
    {
        var id = new ExportId(source, at, "00beef");
        await _app.Get<Manifests>().WriteAsync(CatalogTest.ManifestOf(id, state), default);
        return id.ToString();
    }

    /// <summary>Has the schedule be looked after since a time.</summary>
    private async Task RememberAsync(DateTimeOffset since)
    {
        var schedule = _app.Get<ExportSettings>().Sources["orders"].Schedule!;
        var records = _app.Get<ScheduleRecords>();
        var known = await records.FindAsync("orders", default);
        Assert.True(await records.TryWriteAsync("orders", new ScheduleRecord(schedule.Text, since), known?.Version, default));
    }
}
