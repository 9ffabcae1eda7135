using System.Net;
using System.Text.Json.Nodes;
using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.World;
using FunctionsExport.Providers;

namespace FunctionsExport.EndToEnd.Retention;

/// <summary>Previews and holds, as a client of the app sees them.</summary>
public sealed class RetentionApiTests
{
    [Fact]
    public async Task Preview_tells_what_goes_and_why_and_a_hold_keeps_it()
    {
        await using var world = await ExportWorld.StartAsync(new WorldOptions
        {
            Databases = [("orders", 1), ("sessions", 1)],
            Settings = { ["Export__Sources__orders__Retention__KeepLast"] = "1" },
        });
        await world.FillAsync("orders", keys: 100);
        var fresh = await world.Api.StartAcceptedAsync("orders", fetch: true);
        await world.Api.WaitForEndAsync(fresh);
        var (newer, older) = (await FailedAsync(world, days: 10), await FailedAsync(world, days: 20));

        var all = (await PreviewAsync(world, "{}")).Body["sources"]!.AsArray();
        Assert.Equal(["orders", "sessions"], all.Select(s => (string)s!["source"]!));
        Assert.Null(all[1]!["policy"]);
        Assert.Equal(
            [(fresh, "keep", "newestProven"), (newer, "keep", "keepLast"), (older, "delete", "expired")], Exports(all[0]!));
        Assert.Equal((1, 2), ((int)all[0]!["deleted"]!, (int)all[0]!["kept"]!));
        Assert.True((bool)all[0]!["exports"]![0]!["proven"]!);

        var tried = await PreviewAsync(world, """{"source":"orders","policy":{"keepFor":"15.00:00:00"}}""");
        Assert.Equal("keepFor", Exports(tried.Body["sources"]![0]!)[1].Reason);

        var hold = await world.Api.SendAsync(HttpMethod.Put, $"api/exports/{older}/hold", """{"reason":"audit"}""");
        Assert.Equal(HttpStatusCode.OK, hold.Status);
        var held = await PreviewAsync(world, """{"source":"orders"}""");
        Assert.Equal((older, "keep", "held"), Exports(held.Body["sources"]![0]!)[2]);
        Assert.Equal(
            HttpStatusCode.NoContent, (await world.Api.SendAsync(HttpMethod.Delete, $"api/exports/{older}/hold")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await world.Api.SendAsync(HttpMethod.Put, "api/exports/orders-20260101T000000Z-000000/hold", """{"reason":"x"}""")).Status);

        // Its deletion has begun, and has come no further.
        await new Tombstones(world.State, TimeProvider.System).BeginAsync(ExportId.Parse(older)!, default);
        Assert.True((bool)(await world.Api.GetAsync(older)).Body["deleting"]!);
        var listed = (await world.Api.SendAsync(HttpMethod.Get, "api/exports")).Body["exports"]!.AsArray();
        Assert.Equal(
            [(fresh, false), (newer, false), (older, true)],
            listed.Select(e => ((string)e!["id"]!, (bool?)e["deleting"] == true)));
        var late = await world.Api.SendAsync(HttpMethod.Put, $"api/exports/{older}/hold", """{"reason":"audit"}""");
        Assert.Equal((HttpStatusCode.Conflict, "being-deleted"), (late.Status, (string)late.Body["code"]!));

        Assert.Equal("unknown-source", await FaultAsync(world, """{"source":"nobody"}"""));
        Assert.Equal("missing-field", await FaultAsync(world, """{"policy":{"keepProven":2}}"""));
        Assert.Equal("invalid-value", await FaultAsync(world, """{"policy":{"keepLast":0}}"""));
        Assert.Equal("invalid-value", await FaultAsync(world, """{"policy":{"keepFor":"soon"}}"""));
        Assert.Equal("malformed-json", await FaultAsync(world, """{"policy":{"keepAll":1}}"""));
        Assert.Contains(ExportId.Parse(older)!.ManifestName, await world.ListBlobsAsync());
    }

    private static Task<ApiAnswer> PreviewAsync(ExportWorld world, string body) =>
        world.Api.SendAsync(HttpMethod.Post, "api/retention/preview", body);

    private static async Task<string> FaultAsync(ExportWorld world, string body) =>
        (string)(await PreviewAsync(world, body)).Body["code"]!;

    private static List<(string Id, string Action, string Reason)> Exports(JsonNode source) =>
    [
        .. source["exports"]!.AsArray().Select(e => ((string)e!["id"]!, (string)e["action"]!, (string)e["reason"]!)),
    ];

    private static async Task<string> FailedAsync(ExportWorld world, int days)
    {
        var id = ExportId.New("orders", DateTimeOffset.UtcNow.AddDays(-days));
        await new Manifests(world.Exports).WriteAsync(
            CatalogTest.ManifestOf(id, ExportState.Failed) with { Failure = new ExportFault(FaultCodes.Internal, "x") }, default);
        return id.ToString();
    }
}
