using System.Globalization;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Samples;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>API v2 from the backup to the file.</summary>
public sealed class V2ChainTests
{
    [Fact]
    public async Task Cluster_backup_is_exported_and_downloaded()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.BackUpAsync();
        Assert.Equal(2, await tencent.StatusOfAsync(backup));
        var task = (int)(await tencent.DataAsync("ExportRedisBackup", ("backupId", backup)))["requestId"]!;
        var status = await tencent.DataAsync("DescribeTaskInfo", ("requestId", task.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(2, (int)status["status"]!);
        Assert.Equal(4, await tencent.StatusOfAsync(backup));
        var urls = await tencent.DataAsync("GetBackupDownloadUrl", ("backupId", backup));
        var digest = await tencent.Servers[0].DigestAsync();
        foreach (var network in new[] { "intranet", "extranet" })
        {
            var file = await tencent.DownloadAsync((string)urls[network]!);
            Assert.Equal(digest, await EmulatedTencent.DigestOfAsync(file));
        }
    }

    [Fact]
    public async Task Shards_are_joined_to_one_file_that_a_server_loads()
    {
        await using var tencent = await EmulatedTencent.StartAsync(shards: 3, keys: 3_000);
        var backup = await tencent.BackUpAsync();
        await tencent.DataAsync("ExportRedisBackup", ("backupId", backup));
        var urls = await tencent.DataAsync("GetBackupDownloadUrl", ("backupId", backup));
        var digest = await EmulatedTencent.DigestOfAsync(await tencent.DownloadAsync((string)urls["extranet"]!));

        // The same data in one server.
        await using var whole = await RedisServer.StartAsync();
        await SampleData.FillAsync([whole.Address], new SampleDataOptions { Keys = 3_000 });
        Assert.Equal(await whole.DigestAsync(), digest);
    }

    [Theory]
    [InlineData(Edition.MasterReplica)]
    [InlineData(Edition.NewMasterReplica)]
    [InlineData(Edition.CkvCluster)]
    internal async Task Other_instances_are_downloaded_without_an_export(Edition edition)
    {
        await using var tencent = await EmulatedTencent.StartAsync(edition: edition);
        var backup = await tencent.BackUpAsync();
        var refused = await tencent.CallAsync("ExportRedisBackup", ("backupId", backup));
        Assert.Equal(11214, (int)refused["code"]!);
        Assert.Equal("OnlyClusterInstanceCanExportBackup", (string?)refused["codeDesc"]);
        var urls = await tencent.DataAsync("GetBackupDownloadUrl", ("backupId", backup));
        var file = await tencent.DownloadAsync((string)urls["extranet"]!);
        Assert.Equal(await tencent.Servers[0].DigestAsync(), await EmulatedTencent.DigestOfAsync(file));
    }
}
