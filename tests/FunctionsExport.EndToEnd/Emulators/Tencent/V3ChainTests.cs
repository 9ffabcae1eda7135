using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.V3;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>API 3.0 from the backup to the files.</summary>
public sealed class V3ChainTests
{
    [Fact]
    public async Task Every_shard_is_a_file_of_its_own()
    {
        await using var tencent = await EmulatedTencent.StartAsync(shards: 3, keys: 3_000);
        var started = await tencent.Call3Async("ManualBackupInstance", ("Remark", "nightly"));
        await tencent.Emulator.Workflows.WhenSavedAsync();
        var task = await tencent.Call3Async("DescribeTaskInfo", new JsonObject { ["TaskId"] = (long)started["TaskId"]! });
        Assert.Equal("succeed", (string?)task["Status"]);
        var list = await tencent.Call3Async("DescribeInstanceBackups");
        var backup = Assert.Single(list["BackupSet"]!.AsArray())!;
        Assert.Equal(("nightly", 2, "0"), ((string?)backup["Remark"], (int?)backup["Status"], (string?)backup["BackupType"]));
        var urls = await tencent.Call3Async("DescribeBackupUrl", ("BackupId", (string)backup["BackupId"]!));
        var infos = urls["BackupInfos"]!.AsArray();
        Assert.Equal(3, infos.Count);
        for (var shard = 0; shard < 3; shard++)
        {
            foreach (var name in new[] { "DownloadUrl", "InnerDownloadUrl" })
            {
                var file = await tencent.DownloadAsync((string)infos[shard]![name]!);
                Assert.Equal(file.Length, (long)infos[shard]!["FileSize"]!);
                Assert.Equal((string?)infos[shard]![name], (string?)urls[name]![shard]);
                Assert.Equal(await tencent.Servers[shard].DigestAsync(), await EmulatedTencent.DigestOfAsync(file));
            }

            Assert.Equal((string?)infos[shard]!["FileName"], (string?)urls["Filenames"]![shard]);
        }
    }

    [Theory]
    [InlineData("Infos", true, false)]
    [InlineData("Arrays", false, true)]
    [InlineData("Both", true, true)]
    public async Task Urls_come_in_each_form(string form, bool infos, bool arrays)
    {
        await using var tencent = await EmulatedTencent.StartAsync(shards: 2);
        tencent.Emulator.V3.Urls = Enum.Parse<UrlForm>(form);
        var urls = await UrlsAsync(tencent);
        Assert.Equal(infos, urls.ContainsKey("BackupInfos"));
        Assert.All(["DownloadUrl", "InnerDownloadUrl", "Filenames"], name => Assert.Equal(arrays, urls.ContainsKey(name)));
    }

    [Fact]
    public async Task Urls_may_lack_sizes_extranet_and_order()
    {
        await using var tencent = await EmulatedTencent.StartAsync(shards: 2);
        tencent.Emulator.V3.ShardsReversed = true;
        tencent.Emulator.V3.FileSizes = false;
        tencent.Emulator.V3.ExtranetUrls = false;
        var infos = (await UrlsAsync(tencent))["BackupInfos"]!.AsArray();
        Assert.All(infos, info => Assert.Equal((0, ""), ((int)info!["FileSize"]!, (string?)info["DownloadUrl"])));
        Assert.Contains("ignore-2-ignore", (string?)infos[0]!["FileName"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Url_is_one_of_cos_and_says_when_it_expires()
    {
        await using var tencent = await EmulatedTencent.StartAsync(now: DateTimeOffset.FromUnixTimeSeconds(1_551_952_863));
        var info = (await UrlsAsync(tencent))["BackupInfos"]![0]!;
        var url = (string)info["DownloadUrl"]!;
        Assert.Contains($"/-{info["FileName"]}?sign=q-sign-algorithm%3Dsha1", url, StringComparison.Ordinal);
        Assert.Contains("q-sign-time%3D1551952863%3B1551974523%26", url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encrypted_backup_says_so_and_is_no_rdb()
    {
        await using var tencent = await EmulatedTencent.StartAsync(encrypted: true);
        var urls = await UrlsAsync(tencent);
        var list = await tencent.Call3Async("DescribeInstanceBackups");
        Assert.True((bool)list["BackupSet"]![0]!["Encrypted"]!);
        var file = await tencent.DownloadAsync((string)urls["BackupInfos"]![0]!["DownloadUrl"]!);
        Assert.False(file.AsSpan().StartsWith("REDIS"u8));
        Assert.Equal(0, file.Length % 16);
    }

    private static async Task<JsonObject> UrlsAsync(EmulatedTencent tencent)
    {
        await tencent.Call3Async("ManualBackupInstance");
        await tencent.Emulator.Workflows.WhenSavedAsync();
        return await tencent.Call3Async("DescribeBackupUrl", ("BackupId", tencent.Emulator.Workflows.Backups[^1].Id));
    }
}
