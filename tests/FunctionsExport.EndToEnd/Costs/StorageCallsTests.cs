using System.Collections.Concurrent;
using FunctionsExport.EndToEnd.Processes;
using FunctionsExport.EndToEnd.Transfer;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Costs;

/// <summary>An export asks Blob Storage for as much as docs/operations.md reckons with.</summary>
public sealed class StorageCallsTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task Export_takes_the_writes_and_reads_that_its_cost_is_reckoned_with(int shards, bool fetch)
    {
        await using var world = await ExportWorld.StartAsync(
            new WorldOptions
            {
                Databases = [("orders", shards)],
                Settings = { ["Export__Transfer__BlockMebibytes"] = "1" },
            },
            startApp: false);
        await world.FillWithNoiseAsync("orders", mebibytesPerShard: 3);
        await using var counter = await BlockCounter.StartAsync(world.Azurite.Endpoint);
        world.App.Settings["AzureWebJobsStorage"] = world.Azurite.ConnectionString.Replace(
            world.Azurite.Endpoint.Authority, counter.Authority, StringComparison.Ordinal);
        await world.App.StartAsync();

        // The containers are made at the first call.
        await world.Api.SendAsync(HttpMethod.Get, "api/sources");
        var calls = new ConcurrentQueue<(string Method, string Path)>();
        counter.Before = (request, _) =>
        {
            calls.Enqueue((request.Method, request.Path.Value!));
            return Task.CompletedTask;
        };

        // Asked through the orchestration's store alone: while files are fetched the status reads blobs of its own.
        var id = await world.Api.StartAcceptedAsync("orders", fetch);
        await Eventually.HoldsAsync(() => calls.Any(c => c.Method == "DELETE" && c.Path.Contains("/locks/", StringComparison.Ordinal)));
        await Eventually.HoldsAsync(() => counter.IsIdle);
        counter.Before = null;
        var status = await world.Api.WaitForEndAsync(id);
        Assert.Equal("succeeded", ExportApi.StateOf(status));

        int[] blocks = fetch ? [.. status["files"]!.AsArray().Select(f => (int)(((long)f!["size"]! + (1 << 20) - 1) >> 20))] : [];
        Assert.Equal(7 + blocks.Length + blocks.Sum(), calls.Count(c => c.Method == "PUT"));
        Assert.Equal(3, calls.Count(c => c.Method == "DELETE"));

        // Each look at the provider reads the preparation and the lock. Timers, and a slow fetch, may read the lock meanwhile, and list.
        var reads = calls.Where(c => c.Method is "GET" or "HEAD" && c.Path.Count(p => p == '/') > 2).ToList();
        var ofLock = reads.Count(c => c.Path.Contains("/locks/", StringComparison.Ordinal));
        var ofPreparation = reads.Count(c => c.Path.EndsWith("/preparation.json", StringComparison.Ordinal));
        var checks = ofPreparation - 3;
        Assert.Equal(3 * blocks.Length, reads.Count - ofLock - ofPreparation);
        Assert.InRange(ofLock - (12 + checks + (3 * blocks.Length) + blocks.Sum(b => b / 4)), 0, 100);
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"));
        Assert.Contains("7 + files + blocks", text, StringComparison.Ordinal);
        Assert.Contains("15 + 2 × checks + 6 × files + blocks ÷ 4", text, StringComparison.Ordinal);
    }
}
