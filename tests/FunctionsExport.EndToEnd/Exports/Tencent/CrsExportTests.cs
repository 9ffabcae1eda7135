using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.Samples;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Instances;
using FunctionsExport.Emulators.Tencent.Journal;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports.Tencent;

/// <summary>Exports through Tencent Cloud's API v2: what comes restores the instance, and nothing is started twice.</summary>
public sealed class CrsExportTests
{
    private static readonly string[] Actions =
    [
        "DescribeRedis", "GetRedisBackupList", "GetRedisTaskList", "ManualBackupInstance", "DescribeTaskInfo", "ExportRedisBackup",
        "GetBackupDownloadUrl",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Backup_is_made_once_exported_once_and_loads_with_an_equal_digest(int shards)
    {
        await using var world = await CrsWorld.StartAsync(shards, twice: true, settings: [("BackupFirst", "true")]);
        await world.FillAsync(keys: 3_000);

        var status = await RunAsync(world);

        var file = Assert.Single(status["files"]!.AsArray())!;
        await using var whole = await RedisServer.StartAsync();
        await SampleData.FillAsync([whole.Address], new SampleDataOptions { Keys = 3_000 });
        Assert.Equal(await whole.DigestAsync(), await world.RestoreAsync((string)file["blob"]!));
        Assert.Equal("full", (string)file["proof"]!);
        AssertOnce(world);
        Assert.Equal(
            new[] { (string)file["blob"]!, (string)status["manifest"]! }.Order(StringComparer.Ordinal),
            (await world.ListBlobsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lost_reply_at_each_call_starts_nothing_twice_and_shows_no_secret()
    {
        await using var world = await CrsWorld.StartAsync(twice: true, settings: [("BackupFirst", "true")]);
        await world.FillAsync(keys: 500);
        foreach (var action in Actions)
        {
            world.Cloud.Faults.NextCall(action, CallFault.LostReply);
        }

        var status = await RunAsync(world);

        AssertOnce(world);
        Assert.Equal(await world.Shards[0].DigestAsync(), await world.RestoreAsync((string)status["files"]![0]!["blob"]!));

        // The task's id was lost with each reply, so that the lists had to tell.
        Assert.All(Actions.Except(["DescribeTaskInfo"]), a => Assert.True(world.Cloud.Journal.CountOf(a) > 0));
        await AssertNoSecretsAsync(world);
    }

    [Fact]
    public async Task Newest_backup_is_exported_once_and_downloaded_again_without_an_export()
    {
        await using var world = await CrsWorld.StartAsync(settings: [("Method", "GET"), ("SignatureMethod", "HmacSHA1")]);
        await world.FillAsync(keys: 200);
        await world.Cloud.AddBackupAsync(CrsWorld.InstanceId, TimeSpan.FromHours(30));
        await world.Shards[0].CallAsync("SET", "only-in-the-newer", "1");
        var newer = await world.Cloud.AddBackupAsync(CrsWorld.InstanceId, TimeSpan.FromHours(6));
        var digest = await world.Shards[0].DigestAsync();

        var first = await RunAsync(world);
        var second = await RunAsync(world);

        Assert.Contains(newer.Id, (string)first["files"]![0]!["location"]!, StringComparison.Ordinal);
        Assert.Equal(digest, await world.RestoreAsync((string)first["files"]![0]!["blob"]!));
        Assert.Equal(digest, await world.RestoreAsync((string)second["files"]![0]!["blob"]!));
        Assert.Equal((0, 1), (world.Instance.BackupsStarted, world.Instance.ExportsStarted));
    }

    [Fact]
    public async Task Instance_that_is_no_cluster_is_downloaded_over_the_intranet_without_an_export()
    {
        await using var world = await CrsWorld.StartAsync(
            edition: Edition.MasterReplica, settings: [("BackupFirst", "true"), ("Network", "Intranet")]);
        await world.FillAsync(keys: 200);

        var status = await RunAsync(world);

        Assert.Equal(await world.Shards[0].DigestAsync(), await world.RestoreAsync((string)status["files"]![0]!["blob"]!));
        Assert.Equal((1, 0), (world.Instance.BackupsStarted, world.Cloud.Journal.CountOf("ExportRedisBackup")));
        Assert.Contains(world.Cloud.Journal.Entries, e => e.Service == TencentService.Intranet);
        Assert.DoesNotContain(world.Cloud.Journal.Entries, e => e.Service == TencentService.Extranet);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Address_that_expires_in_the_middle_of_the_file_is_asked_for_again(bool ranges)
    {
        await using var world = await CrsWorld.StartAsync(twice: true, settings: [("BackupFirst", "true")]);
        await world.FillWithNoiseAsync(mebibytes: 30);
        world.Cloud.Downloads.Ranges = ranges;
        world.Cloud.Faults.NextDownload(DownloadFault.ExpireAfter(20 << 20));

        var status = await RunAsync(world);

        Assert.Equal(await world.Shards[0].DigestAsync(), await world.RestoreAsync((string)status["files"]![0]!["blob"]!));
        AssertOnce(world);

        // The address at hand was tried first, and then another one.
        var downloads = world.Cloud.Journal.Entries.Where(e => e.Service == TencentService.Extranet).ToList();
        Assert.Contains(downloads, e => e.HttpStatus == 403);
        var (read, size) = (downloads.Sum(e => e.Bytes), (long)status["files"]![0]!["size"]!);
        Assert.True(read >= size);
        // With ranges the copy goes on where it was.
        Assert.True(!ranges || read < size + (20 << 20), $"{read} bytes were read of {size}.");
        await AssertNoSecretsAsync(world);
    }

    private static async Task<JsonObject> RunAsync(CrsWorld world)
    {
        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync("orders", fetch: true));
        Assert.True(ExportApi.StateOf(status) == "succeeded", status.ToJsonString());

        // The database is given free after the manifest.
        await Eventually.HoldsAsync(async () =>
            (await world.Api.SendAsync(HttpMethod.Get, "api/sources/orders")).Body["runningExport"] is null);
        return status;
    }

    private static void AssertOnce(CrsWorld world)
    {
        Assert.Equal((1, 1), (world.Instance.BackupsStarted, world.Instance.ExportsStarted));
        Assert.Equal(
            (1, 1), (world.Cloud.Journal.CountOf("ManualBackupInstance"), world.Cloud.Journal.CountOf("ExportRedisBackup")));
    }

    /// <summary>That nothing secret is in any place that the app writes to; stops the app.</summary>
    private static async Task AssertNoSecretsAsync(CrsWorld world)
    {
        Assert.Equal(0, await world.App.StopAsync());
        string[] planted =
        [
            world.Account.SecretId, world.Account.SecretKey, world.Account.Token!, world.Cloud.HttpEndpoint.Authority, "dump.rdb?",
        ];
        foreach (var (name, content) in await world.ReadAllAsync())
        {
            Assert.All(planted, secret => Assert.False(content.Contains(secret, StringComparison.Ordinal), $"{name} holds {secret}"));
        }
    }
}
