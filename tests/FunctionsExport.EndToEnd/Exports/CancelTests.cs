using System.Net;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>An export that is stopped on request.</summary>
public sealed class CancelTests
{
    [Fact]
    public async Task Cancelled_while_the_provider_exports_it_keeps_the_database_until_the_provider_is_idle()
    {
        await using var world = await ExportWorld.StartAsync();
        var database = world.Database("orders");
        database.Hold = true;
        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        await world.Api.WaitAsync(id, s => ExportApi.StateOf(s) == "exporting");

        var answer = await world.Api.CancelAsync(id);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var status = await world.Api.WaitAsync(id, s => ExportApi.StateOf(s) == "cancelled");
        Assert.Contains("until it has ended", (string)status["reason"]!, StringComparison.Ordinal);
        Assert.NotNull(status["endedAt"]);
        Assert.Equal(HttpStatusCode.Conflict, (await world.Api.StartAsync("orders", fetch: false)).Status);

        database.Hold = false;
        var end = await world.Api.WaitForEndAsync(id);
        Assert.Equal("cancelled", ExportApi.StateOf(end));
        await Eventually.HoldsAsync(async () => (await world.Api.StartAsync("orders", fetch: false)).Status == HttpStatusCode.Accepted);
        Assert.Equal([(string)end["manifest"]!], (await world.ListBlobsAsync()).Where(b => b.Contains(id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cancelled_while_it_fetches_nothing_is_committed_and_the_database_is_free()
    {
        await using var world = await ExportWorld.StartAsync();
        await world.FillWithNoiseAsync("orders", mebibytesPerShard: 128);
        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        await world.Api.WaitAsync(id, s => ExportApi.StateOf(s) == "fetching" && (long?)s["progress"]?["bytesDone"] is > 0);

        Assert.Equal(HttpStatusCode.Accepted, (await world.Api.CancelAsync(id)).Status);
        var end = await world.Api.WaitForEndAsync(id);

        Assert.Equal("cancelled", ExportApi.StateOf(end));
        Assert.Equal([(string)end["manifest"]!], await world.ListBlobsAsync());
        await Eventually.HoldsAsync(async () => (await world.Api.StartAsync("orders", fetch: false)).Status == HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Ended_export_cannot_be_cancelled()
    {
        await using var world = await ExportWorld.StartAsync();
        var id = await world.Api.StartAcceptedAsync("orders", fetch: false);
        await world.Api.WaitForEndAsync(id);

        var answer = await world.Api.CancelAsync(id);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("already-ended", (string)answer.Body["code"]!);
    }
}
