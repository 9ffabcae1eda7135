using System.Text.Json.Nodes;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports.TencentRedis;

/// <summary>What an export is for: its files restore the instance.</summary>
public sealed class TencentRestoreTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public async Task Fetched_files_load_with_equal_digests_and_one_backup_was_made(int shards, bool deliverActivitiesTwice)
    {
        await using var world = await TencentWorld.StartAsync(new TencentWorldOptions
        {
            Shards = shards,
            DeliverActivitiesTwice = deliverActivitiesTwice,
        });
        world.Cloud.V3.ShardsReversed = true;
        await world.FillAsync(keys: 3_000);

        var status = await world.ExportAsync();

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        var files = status["files"]!.AsArray();
        Assert.Equal(shards, files.Count);
        Assert.All(files, f => Assert.Equal("full", (string)f!["proof"]!));
        Assert.Equal(await world.DigestsAsync(), await world.RestoreAsync(files.Select(f => (string)f!["blob"]!)));
        Assert.Equal((1, 1), (world.Instance.BackupsStarted, world.CallsOf("ManualBackupInstance")));

        // Nothing but the files and the manifest; no file twice.
        var expected = files.Select(f => (string)f!["blob"]!).Append((string)status["manifest"]!).Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await world.ListBlobsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Newest_backup_that_is_there_is_fetched_and_none_is_made()
    {
        await using var world = await TencentWorld.StartAsync(new TencentWorldOptions { Shards = 2, Settings = [] });
        await world.FillAsync(keys: 500);
        await world.Cloud.AddBackupAsync(TencentWorld.InstanceId, TimeSpan.FromDays(3));
        await world.Shards[0].CallAsync("SET", "only-in-the-newest", "1");
        await world.Cloud.AddBackupAsync(TencentWorld.InstanceId, TimeSpan.FromDays(1));
        var digests = await world.DigestsAsync();
        await world.Shards[0].CallAsync("SET", "in-none", "1");

        var status = await world.ExportAsync();

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal(digests, await world.RestoreAsync(status["files"]!.AsArray().Select(f => (string)f!["blob"]!)));
        Assert.Equal(0, world.CallsOf("ManualBackupInstance"));
    }

    [Fact]
    public async Task Files_whose_size_is_not_told_and_whose_addresses_are_in_lists_come_too()
    {
        await using var world = await TencentWorld.StartAsync(new TencentWorldOptions { Shards = 2, Token = "sts-token" });
        world.Cloud.V3.FileSizes = false;
        world.Cloud.V3.Urls = FunctionsExport.Emulators.Tencent.V3.UrlForm.Arrays;
        world.Cloud.V3.OldBackupSetName = true;
        world.Cloud.V3.OldBackupTypes = true;
        world.Cloud.V3.CapitalTaskStates = true;
        await world.FillAsync(keys: 500);

        var status = await world.ExportAsync();

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        var files = status["files"]!.AsArray();
        Assert.All(files, f => Assert.True((long)f!["size"]! > 0));
        Assert.Equal(await world.DigestsAsync(), await world.RestoreAsync(files.Select(f => (string)f!["blob"]!)));
    }

    [Fact]
    public async Task Encrypted_files_are_brought_as_they_are_and_not_called_proven()
    {
        await using var world = await TencentWorld.StartAsync(new TencentWorldOptions { Shards = 2, Encrypted = true });
        await world.FillAsync(keys: 500);

        var status = await world.ExportAsync();

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        var content = await world.Exports.GetBlobClient((string)status["manifest"]!).DownloadContentAsync();
        foreach (var file in JsonNode.Parse(content.Value.Content.ToString())!["files"]!.AsArray())
        {
            Assert.True((bool)file!["encrypted"]!);
            Assert.Equal("none", (string)file["proof"]!);
            Assert.Null(file["rdb"]);
            Assert.Equal(["length"], file["checks"]!.AsArray().Select(c => (string)c!));
            var blob = await world.Exports.GetBlobClient((string)file["blob"]!).DownloadContentAsync();
            Assert.Equal((long)file["size"]!, blob.Value.Content.ToMemory().Length);
            Assert.NotEqual("REDIS"u8.ToArray(), blob.Value.Content.ToArray()[..5]);
        }
    }
}
