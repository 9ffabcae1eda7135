using System.Globalization;
using System.Net;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>Many at once: one export a database, as many databases as there are.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Twenty_simultaneous_starts_of_one_database_give_one_export()
    {
        await using var world = await ExportWorld.StartAsync();
        world.Database("orders").Hold = true;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.Api.StartAsync("orders", fetch: false)));

        var accepted = Assert.Single(answers, a => a.Status == HttpStatusCode.Accepted);
        var id = (string)accepted.Body["id"]!;
        var refused = answers.Where(a => a != accepted).ToList();
        Assert.Equal(19, refused.Count);
        Assert.All(refused, a =>
        {
            Assert.Equal(HttpStatusCode.Conflict, a.Status);
            Assert.Equal("application/problem+json", a.ContentType);
            Assert.Equal($"/api/exports/{id}", a.Location);
            Assert.Equal("database-busy", (string)a.Body["code"]!);
        });

        world.Database("orders").Hold = false;
        Assert.Equal("succeeded", ExportApi.StateOf(await world.Api.WaitForEndAsync(id)));
        Assert.Equal(1, world.Database("orders").ExportsAccepted);

        // The database is free again.
        var next = await world.Api.StartAcceptedAsync("orders", fetch: false);
        Assert.Equal("succeeded", ExportApi.StateOf(await world.Api.WaitForEndAsync(next)));
    }

    [Fact]
    public async Task Two_sources_that_name_one_database_share_its_lock()
    {
        await using var world = await ExportWorld.StartAsync(startApp: false);
        var alias = world.App.Settings.Where(s => s.Key.StartsWith("Export__Sources__orders__", StringComparison.Ordinal)).ToList();
        foreach (var (key, value) in alias)
        {
            world.App.Settings[key.Replace("__orders__", "__alias__", StringComparison.Ordinal)] = value;
        }

        await world.App.StartAsync();
        world.Database("orders").Hold = true;
        var id = await world.Api.StartAcceptedAsync("orders", fetch: false);

        var refused = await world.Api.StartAsync("alias", fetch: false);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal($"/api/exports/{id}", refused.Location);
        world.Database("orders").Hold = false;
        await world.Api.WaitForEndAsync(id);
    }

    [Fact]
    public async Task Fifty_exports_of_fifty_databases_at_once_end_well()
    {
        var names = Enumerable.Range(1, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"db{i}")).ToList();
        await using var world = await ExportWorld.StartAsync(new WorldOptions
        {
            Databases = [.. names.Select(n => (n, 1))],
            Pace = new Pace(TimeSpan.FromSeconds(3)),
        });
        foreach (var name in names)
        {
            await world.Shards[name][0].CallAsync("SET", "name", name);
        }

        var ids = await Task.WhenAll(names.Select(n => world.Api.StartAcceptedAsync(n, fetch: true)));
        var ends = await Task.WhenAll(ids.Select(world.Api.WaitForEndAsync));

        Assert.All(ends, e => Assert.Equal("succeeded", ExportApi.StateOf(e)));
        Assert.All(names, n => Assert.Equal(1, world.Database(n).ExportsAccepted));
        var blobs = ends.Select(e => (string)e["files"]![0]!["blob"]!).ToList();
        Assert.Equal(50, blobs.Distinct().Count());
        var last = blobs.Zip(names).Last();
        Assert.Equal(await world.DigestsAsync(last.Second), await world.RestoreAsync([last.First]));
    }
}
