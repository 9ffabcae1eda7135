using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>The app dies; the export does not.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Export_goes_on_after_the_app_was_killed_while_it_waits()
    {
        await using var world = await ExportWorld.StartAsync(new WorldOptions { Databases = [("orders", 2)] });
        await world.FillAsync("orders", keys: 2_000);
        world.Database("orders").Hold = true;
        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        await world.Api.WaitAsync(id, s => ExportApi.StateOf(s) == "exporting" && s["nextCheckAt"] is not null);

        await world.App.KillAsync();
        world.Database("orders").Hold = false;
        await world.App.StartAsync();
        var status = await world.Api.WaitForEndAsync(id);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal(1, world.Database("orders").ExportsAccepted);
        var blobs = status["files"]!.AsArray().Select(f => (string)f!["blob"]!);
        Assert.Equal(await world.DigestsAsync("orders"), await world.RestoreAsync(blobs));
    }

    [Fact]
    public async Task Export_goes_on_after_the_app_was_killed_while_it_fetches()
    {
        await using var world = await ExportWorld.StartAsync();
        await world.FillWithNoiseAsync("orders", mebibytesPerShard: 96);
        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        await world.Api.WaitAsync(id, s =>
            ExportApi.StateOf(s) == "fetching" && (long?)s["progress"]?["bytesDone"] is > 0);

        await world.App.KillAsync();
        Assert.Empty(await world.ListBlobsAsync());
        await world.App.StartAsync();
        var status = await world.Api.WaitForEndAsync(id);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal(1, world.Database("orders").ExportsAccepted);
        var blobs = status["files"]!.AsArray().Select(f => (string)f!["blob"]!).ToList();
        Assert.Equal(await world.DigestsAsync("orders"), await world.RestoreAsync(blobs));
        Assert.Equal(2, (await world.ListBlobsAsync()).Count);
    }

    [Fact]
    public async Task Killed_between_the_request_and_its_answer_the_export_is_not_asked_for_again()
    {
        await using var world = await ExportWorld.StartAsync();
        await world.FillAsync("orders", keys: 200);
        var database = world.Database("orders");
        database.Hold = true;
        var id = await world.Api.StartAcceptedAsync("orders", fetch: false);
        await world.Api.WaitAsync(id, s => ExportApi.StateOf(s) == "starting");
        await Eventually.HoldsAsync(() => database.ExportsAccepted == 1);

        await world.App.KillAsync();
        database.Hold = false;
        await world.App.StartAsync();
        var status = await world.Api.WaitForEndAsync(id);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal(1, database.ExportsAccepted);
        Assert.Equal(1, database.ExportRequests);
    }
}
