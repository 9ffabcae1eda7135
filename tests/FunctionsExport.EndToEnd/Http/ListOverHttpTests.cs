using System.Net;
using System.Text.Json.Nodes;
using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Http;

/// <summary><c>GET /api/exports</c> as a client sees it: the whole app, over HTTP, on real Azurite.</summary>
public sealed class ListOverHttpTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private HostedApp _app = null!;

    public async Task InitializeAsync() => _app = await HostedApp.StartAsync(azurite, Now);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Pages_hold_each_export_once_newest_first_while_others_start_and_end()
    {
        var running = await _app.Api.StartAcceptedAsync("orders", fetch: false);
        var expected = new List<string> { running };
        for (var hour = 1; hour <= 7; hour++)
        {
            expected.Add(await WriteAsync(hour % 2 == 0 ? "orders" : "sessions", hour));
        }

        var first = await PageAsync("?top=3");
        _app.Time.Now += TimeSpan.FromMinutes(1);
        var started = await _app.Api.StartAcceptedAsync("sessions", fetch: false);
        await CancelAsync(running);

        var listed = IdsOf(first);
        for (var page = first; (string?)page["continuationToken"] is { } token;)
        {
            page = await PageAsync($"?top=3&continuationToken={token}");
            Assert.True(IdsOf(page).Count <= 3);
            listed.AddRange(IdsOf(page));
        }

        Assert.Equal(expected, listed);
        Assert.Equal([started, .. expected], IdsOf(await PageAsync("")));
        await CancelAsync(started);
    }

    [Fact]
    public async Task Filters_select_running_and_ended_exports_alike()
    {
        var running = await _app.Api.StartAcceptedAsync("orders", fetch: false);
        await _app.Api.WaitAsync(running, s => ExportApi.StateOf(s) == "starting");
        var failed = await WriteAsync("orders", 1, ExportState.Failed);
        var other = await WriteAsync("sessions", 2);
        var old = await WriteAsync("orders", 49);

        Assert.Equal([running, failed, old], IdsOf(await PageAsync("?source=orders")));
        Assert.Equal([running], IdsOf(await PageAsync("?state=starting")));
        Assert.Equal([failed], IdsOf(await PageAsync("?state=FAILED")));
        Assert.Equal([other, old], IdsOf(await PageAsync("?state=succeeded")));
        Assert.Equal([running, failed, other], IdsOf(await PageAsync("?since=2026-02-28T12:00:00%2B01:00")));
        Assert.Equal([old], IdsOf(await PageAsync("?source=orders&state=succeeded&since=2026-02-27T00:00:00Z&top=200")));
        Assert.Equal([], IdsOf(await PageAsync("?state=skipped")));
        await CancelAsync(running);
    }

    [Fact]
    public async Task List_and_status_stay_the_same_when_the_history_is_gone()
    {
        var id = await _app.Api.StartAcceptedAsync("orders", fetch: false);
        await CancelAsync(id);
        var list = (await PageAsync("")).ToJsonString();
        var status = (await _app.Api.GetAsync(id)).Text;

        await _app.Client.PurgeInstanceAsync(id);

        Assert.Null(await _app.Client.GetInstanceAsync(id));
        Assert.Equal(list, (await PageAsync("")).ToJsonString());
        Assert.Equal(status, (await _app.Api.GetAsync(id)).Text);
        Assert.Equal("cancelled", (string)(await PageAsync(""))["exports"]![0]!["state"]!);
    }

    [Fact]
    public async Task Listed_export_leads_to_its_status()
    {
        var id = await WriteAsync("orders", 1, ExportState.Failed);

        var listed = Assert.Single((await PageAsync(""))["exports"]!.AsArray())!;

        Assert.Equal(("failed", "http", true), ((string)listed["state"]!, (string)listed["trigger"]!, (bool)listed["fetch"]!));
        Assert.Equal(Now.AddHours(-1), (DateTimeOffset)listed["requestedAt"]!);
        var status = await _app.Api.SendAsync(HttpMethod.Get, (string)listed["statusUri"]!);
        Assert.Equal((HttpStatusCode.OK, id), (status.Status, (string)status.Body["id"]!));
    }

    [Theory]
    [InlineData("?source=Orders", "invalid-parameter", "source")]
    [InlineData("?source=", "invalid-parameter", "source")]
    [InlineData("?source=..%2Forders", "invalid-parameter", "source")]
    [InlineData("?source=orders%00", "invalid-parameter", "source")]
    [InlineData("?state=done", "invalid-parameter", "state")]
    [InlineData("?state=7", "invalid-parameter", "state")]
    [InlineData("?state=failed,succeeded", "invalid-parameter", "state")]
    [InlineData("?since=yesterday", "invalid-parameter", "since")]
    [InlineData("?since=2026-03-01", "invalid-parameter", "since")]
    [InlineData("?since=2026-03-01T00:00:00", "invalid-parameter", "since")]
    [InlineData("?since=2026-02-30T00:00:00Z", "invalid-parameter", "since")]
    [InlineData("?since=2026-03-01T00:00:00%2B15:00", "invalid-parameter", "since")]
    [InlineData("?since=0001-01-01T00:00:00%2B01:00", "invalid-parameter", "since")]
    [InlineData("?top=0", "invalid-parameter", "top")]
    [InlineData("?top=201", "invalid-parameter", "top")]
    [InlineData("?top=ten", "invalid-parameter", "top")]
    [InlineData("?top=99999999999999999999", "invalid-parameter", "top")]
    [InlineData("?sources=orders", "unknown-parameter", "sources")]
    [InlineData("?top=1&top=2", "repeated-parameter", "top")]
    [InlineData("?continuationToken=garbage", "invalid-continuation-token", "continuationToken")]
    [InlineData("?continuationToken=%00%ff%C3%28", "invalid-continuation-token", "continuationToken")]
    [InlineData("?continuationToken=MXwwfHwwMDAwMDAwMDAwMDA", "invalid-continuation-token", "continuationToken")]
    public async Task Bad_parameter_is_a_400_that_names_it(string query, string code, string field)
    {
        var answer = await _app.Api.SendAsync(HttpMethod.Get, "api/exports" + query);

        AssertRefused(answer, code, field);
    }

    [Fact]
    public async Task Token_that_was_cut_lengthened_or_given_for_other_filters_is_a_400()
    {
        await WriteAsync("orders", 1);
        await WriteAsync("orders", 2);
        var token = (string)(await PageAsync("?top=1"))["continuationToken"]!;

        foreach (var query in new[]
        {
            $"?continuationToken={token[..^4]}",
            $"?continuationToken={token}AAAA",
            $"?continuationToken={new string('A', 4_000)}",
            $"?source=orders&continuationToken={token}",
            $"?state=failed&continuationToken={token}",
            $"?since=2026-01-01T00:00:00Z&continuationToken={token}",
        })
        {
            AssertRefused(
                await _app.Api.SendAsync(HttpMethod.Get, "api/exports" + query), "invalid-continuation-token", "continuationToken");
        }

        Assert.Single(IdsOf(await PageAsync($"?top=7&continuationToken={token}")));
    }

    [Fact]
    public async Task Source_that_is_only_in_the_catalogue_is_listed_and_another_is_a_404()
    {
        var id = await WriteAsync("removed", 1);

        Assert.Equal([id], IdsOf(await PageAsync("?source=removed")));
        var answer = await _app.Api.SendAsync(HttpMethod.Get, "api/exports?source=nobody");
        Assert.Equal((HttpStatusCode.NotFound, "unknown-source"), (answer.Status, (string)answer.Body["code"]!));
    }

    private static void AssertRefused(ApiAnswer answer, string code, string field)
    {
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Equal((code, field), ((string)answer.Body["code"]!, (string)answer.Body["field"]!));
        Assert.Contains(field, (string)answer.Body["detail"]!, StringComparison.Ordinal);
    }

    private static List<string> IdsOf(JsonNode page) => [.. page["exports"]!.AsArray().Select(e => (string)e!["id"]!)];

    private async Task<JsonObject> PageAsync(string query)
    {
        var answer = await _app.Api.SendAsync(HttpMethod.Get, "api/exports" + query);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Body;
    }

    /// <summary>Writes the manifest of an export that was asked for some hours ago.</summary>
    private async Task<string> WriteAsync(string source, int hoursAgo, ExportState state = ExportState.Succeeded)
    {
        await _app.Get<ExportStorage>().EnsureCreatedAsync(default);
        var id = new ExportId(source, Now.AddHours(-hoursAgo), "00beef");
        await _app.Get<Manifests>().WriteAsync(CatalogTest.ManifestOf(id, state), default);
        return id.ToString();
    }

    private async Task CancelAsync(string id)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _app.Api.CancelAsync(id)).Status);
        Assert.Equal("cancelled", ExportApi.StateOf(await _app.Api.WaitForEndAsync(id)));
    }
}
