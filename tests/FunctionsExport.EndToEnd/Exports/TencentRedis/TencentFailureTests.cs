using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports.TencentRedis;

/// <summary>What goes wrong on the way; with it nothing is made twice.</summary>
public sealed class TencentFailureTests
{
    private static readonly string[] Reads =
        ["DescribeInstances", "DescribeTaskList", "DescribeInstanceBackups", "DescribeTaskInfo", "DescribeBackupUrl"];

    [Fact]
    public async Task One_lost_reply_at_each_call_and_every_activity_twice_make_one_backup()
    {
        await using var world = await TencentWorld.StartAsync(new TencentWorldOptions { Shards = 2, DeliverActivitiesTwice = true });
        await world.FillAsync(keys: 500);
        foreach (var action in Reads)
        {
            world.Cloud.Faults.NextCall(action, CallFault.LostReply);
        }

        world.Cloud.Faults.NextDownload(DownloadFault.Refuse);
        await AssertOneBackupAsync(world);
        Assert.All(Reads, a => Assert.True(world.CallsOf(a) > 1, a));
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("half")]
    [InlineData("garbage")]
    public async Task Lost_reply_to_the_start_is_settled_by_the_lists(string fault)
    {
        await using var world = await TencentWorld.StartAsync(new TencentWorldOptions { DeliverActivitiesTwice = true });
        await world.FillAsync(keys: 500);
        await world.Cloud.AddBackupAsync(TencentWorld.InstanceId, automatic: false);
        world.Cloud.Faults.NextCall("ManualBackupInstance", fault switch
        {
            "lost" => CallFault.LostReply,
            "half" => CallFault.HalfReply,
            _ => CallFault.Garbage,
        });

        await AssertOneBackupAsync(world);
    }

    [Fact]
    public async Task Addresses_that_expire_in_the_middle_of_files_are_asked_for_again()
    {
        await using var world = await TencentWorld.StartAsync(new TencentWorldOptions { Shards = 2 });
        await world.FillAsync(keys: 20_000);
        world.Cloud.Faults.NextDownload(DownloadFault.ExpireAfter(64 * 1024), times: 2);

        await AssertOneBackupAsync(world);

        Assert.True(world.CallsOf("DescribeBackupUrl") > 1);
    }

    [Fact]
    public async Task Throttling_only_slows_an_export_down()
    {
        await using var world = await TencentWorld.StartAsync(new TencentWorldOptions { Shards = 2 });
        await world.FillAsync(keys: 200);
        world.Cloud.Faults.NextCall("ManualBackupInstance", CallFault.Error("RequestLimitExceeded"), times: 4);
        world.Cloud.Faults.NextCall("DescribeInstances", CallFault.Error("RequestLimitExceeded.UinLimitExceeded"), times: 2);
        world.Cloud.V3.CallsPerSecond = 1;

        await AssertOneBackupAsync(world);
    }

    [Fact]
    public async Task Errors_of_the_older_form_are_understood()
    {
        await using var world = await TencentWorld.StartAsync();
        world.Cloud.V3.LegacyErrors = true;
        world.Cloud.Faults.NextCall("DescribeInstances", CallFault.Error("UnauthorizedOperation.NoCAMAuthed"));

        var status = await world.ExportAsync();

        Assert.Equal("failed", ExportApi.StateOf(status));
        Assert.Equal("forbidden", (string)status["failure"]!["code"]!);
        Assert.Equal("UnauthorizedOperation.NoCAMAuthed", (string)status["failure"]!["providerCode"]!);
    }

    [Fact]
    public async Task Backup_that_fails_is_told_and_leaves_nothing()
    {
        await using var world = await TencentWorld.StartAsync();
        world.Cloud.Faults.NextTask(TaskKind.Backup, TaskFault.Fail("disk full"));

        var status = await world.ExportAsync();

        Assert.Equal("failed", ExportApi.StateOf(status));
        Assert.Equal(("export-failed", "disk full"),
            ((string)status["failure"]!["code"]!, (string)status["failure"]!["providerMessage"]!));
        Assert.Equal([(string)status["manifest"]!], await world.ListBlobsAsync());
        Assert.Equal(1, world.CallsOf("ManualBackupInstance"));
    }

    [Fact]
    public async Task Account_that_allows_its_own_network_only_is_told_what_to_set()
    {
        await using var world = await TencentWorld.StartAsync();
        world.Cloud.V3.ExtranetUrls = false;

        var status = await world.ExportAsync();

        Assert.Equal("destination-denied", (string)status["failure"]!["code"]!);
        Assert.Contains("TencentRedis__Network", (string)status["failure"]!["message"]!, StringComparison.Ordinal);
    }

    private static async Task AssertOneBackupAsync(TencentWorld world)
    {
        var status = await world.ExportAsync();

        Assert.True(ExportApi.StateOf(status) == "succeeded", status.ToJsonString());
        Assert.Equal(1, world.Instance.BackupsStarted);
        var files = status["files"]!.AsArray();
        Assert.Equal(world.Shards.Count, files.Count);
        Assert.Equal(await world.DigestsAsync(), await world.RestoreAsync(files.Select(f => (string)f!["blob"]!)));
        Assert.Equal(files.Count + 1, (await world.ListBlobsAsync()).Count);
    }
}
