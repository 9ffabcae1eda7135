using System.Text.Json.Nodes;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>What an export is for: its files restore the database.</summary>
public sealed class RestoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetched_files_of_three_shards_load_with_equal_digests(bool deliverActivitiesTwice)
    {
        await using var world = await ExportWorld.StartAsync(new WorldOptions
        {
            Databases = [("orders", 3)],
            DeliverActivitiesTwice = deliverActivitiesTwice,
        });
        await world.FillAsync("orders", keys: 6_000);

        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        var status = await world.Api.WaitForEndAsync(id);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        var files = status["files"]!.AsArray();
        Assert.Equal(3, files.Count);
        var digests = await world.DigestsAsync("orders");
        Assert.Equal(3, digests.Distinct().Count());
        Assert.Equal(digests, await world.RestoreAsync(files.Select(f => (string)f!["blob"]!)));
        Assert.Equal(1, world.Database("orders").ExportsAccepted);

        // Nothing but the three files and the manifest; no file twice.
        var manifest = (string)status["manifest"]!;
        var expected = files.Select(f => (string)f!["blob"]!).Append(manifest).Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await world.ListBlobsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Manifest_tells_what_was_exported_and_what_was_checked()
    {
        await using var world = await ExportWorld.StartAsync(new WorldOptions { Databases = [("orders", 2)] });
        await world.FillAsync("orders", keys: 500);

        var id = await world.Api.StartAcceptedAsync("orders", fetch: true);
        var status = await world.Api.WaitForEndAsync(id);
        var content = await world.Exports.GetBlobClient((string)status["manifest"]!).DownloadContentAsync();
        var manifest = JsonNode.Parse(content.Value.Content.ToString())!;

        Assert.Equal(id, (string)manifest["id"]!);
        Assert.Equal("succeeded", (string)manifest["state"]!);
        Assert.Equal("orders", (string)manifest["source"]!);
        Assert.Equal("orders", (string)manifest["database"]!["name"]!);
        Assert.Equal(2, (int)manifest["database"]!["shards"]!);
        Assert.Equal("succeeded", content.Value.Details.Metadata["state"]);
        long keys = 0;
        foreach (var (index, file) in manifest["files"]!.AsArray().Index())
        {
            var blob = await world.Exports.GetBlobClient((string)file!["blob"]!).DownloadContentAsync();
            var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(blob.Value.Content));
            Assert.Equal(sha256, (string)file["sha256"]!);
            Assert.Equal(blob.Value.Content.ToMemory().Length, (long)file["size"]!);
            Assert.Equal(index + 1, (int)file["part"]!);
            Assert.Equal("full", (string)file["proof"]!);
            Assert.Equal(
                ["length", "gzip-crc32", "rdb-structure", "rdb-crc64"], file["checks"]!.AsArray().Select(c => (string)c!));
            Assert.StartsWith("7.", (string)file["rdb"]!["serverVersion"]!, StringComparison.Ordinal);
            keys += (long)file["rdb"]!["keys"]!;
        }

        Assert.Equal(500, keys);
    }

    [Fact]
    public async Task Export_without_fetch_records_where_the_files_are_and_copies_nothing()
    {
        await using var world = await ExportWorld.StartAsync(new WorldOptions { Databases = [("orders", 2)] });
        await world.FillAsync("orders", keys: 500);

        var id = await world.Api.StartAcceptedAsync("orders", fetch: false);
        var status = await world.Api.WaitForEndAsync(id);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal([(string)status["manifest"]!], await world.ListBlobsAsync());
        var files = status["files"]!.AsArray();
        Assert.Equal(2, files.Count);
        foreach (var file in files)
        {
            var path = Path.Combine(world.ExportFolder, (string)file!["name"]!);
            Assert.Contains(path, (string)file["location"]!, StringComparison.Ordinal);
            Assert.Equal(new FileInfo(path).Length, (long)file["size"]!);
            Assert.Null(file["blob"]);
        }
    }

    [Fact]
    public async Task Second_export_takes_its_own_files_and_leaves_the_first_ones_alone()
    {
        await using var world = await ExportWorld.StartAsync();
        await world.FillAsync("orders", keys: 200);
        var first = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: true));

        await world.Shards["orders"][0].CallAsync("SET", "only-in-the-second", "1");
        var second = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: true));

        var firstFile = (string)first["files"]![0]!["blob"]!;
        var secondFile = (string)second["files"]![0]!["blob"]!;
        var digests = await world.RestoreAsync([firstFile, secondFile]);
        Assert.Equal(await world.DigestsAsync("orders"), [digests[1]]);
        Assert.NotEqual(digests[0], digests[1]);
        Assert.Equal(2, world.Database("orders").ExportsAccepted);
    }
}
