using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>What API 3.0's actions answer.</summary>
public sealed class V3ActionTests
{
    [Theory]
    [InlineData("ManualBackupInstance")]
    [InlineData("DescribeBackupUrl")]
    [InlineData("DescribeInstanceBackups")]
    public async Task Unknown_instance_is_not_found(string action)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        Assert.Equal("ResourceNotFound.InstanceNotExists", await tencent.Error3Async(action, ("InstanceId", "crs-aaaaaaaa")));
    }

    [Fact]
    public async Task Missing_parameter_and_unknown_backup_and_task_have_their_codes()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        Assert.Equal("MissingParameter", await tencent.Error3Async("DescribeBackupUrl"));
        Assert.Equal("InvalidParameterValue.BackupNotExists", await tencent.Error3Async("DescribeBackupUrl", ("BackupId", "x")));
        Assert.Equal("InvalidParameter", (string?)(await tencent.Call3Async(
            "DescribeTaskInfo", new JsonObject { ["TaskId"] = 1 }))["Error"]!["Code"]);
        Assert.Equal("InvalidParameterValue", await tencent.Error3Async("ManualBackupInstance", ("StorageDays", 1826)));
    }

    [Theory]
    [InlineData(BackupStatus.Locked, "ResourceUnavailable.BackupStatusInvalid")]
    [InlineData(BackupStatus.Exporting, "ResourceUnavailable.BackupStatusInvalid")]
    [InlineData(BackupStatus.Expired, "ResourceUnavailable.BackupStatusInvalid")]
    [InlineData(BackupStatus.Deleted, "InvalidParameterValue.BackupNotExists")]
    [InlineData(BackupStatus.Exported, null)]
    internal async Task Backup_is_downloaded_in_status_2_and_4(BackupStatus status, string? code)
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId);
        tencent.Emulator.Workflows.Change(backup.Id, old => old with { Status = status });
        var answer = await tencent.Call3Async("DescribeBackupUrl", ("BackupId", backup.Id));
        Assert.Equal(code, (string?)answer["Error"]?["Code"]);
    }

    [Fact]
    public async Task Downloads_can_be_refused_and_kept_to_the_intranet()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId);
        var limited = await tencent.Call3Async("DescribeBackupUrl", ("BackupId", backup.Id), ("LimitType", "LimitOnlyIntranet"));
        Assert.Equal("", (string?)limited["DownloadUrl"]![0]);
        Assert.NotEqual("", (string?)limited["InnerDownloadUrl"]![0]);
        tencent.Emulator.V3.DownloadRefusal = "UnsupportedOperation.ClusterInstanceAccessedDeny";
        Assert.Equal(
            "UnsupportedOperation.ClusterInstanceAccessedDeny",
            await tencent.Error3Async("DescribeBackupUrl", ("BackupId", backup.Id)));
    }

    [Fact]
    public async Task Task_goes_through_its_states()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var seconds = TimeSpan.FromSeconds(10);
        tencent.Emulator.Workflows.Pace = new(seconds, seconds, seconds);
        var id = (long)(await tencent.Call3Async("ManualBackupInstance"))["TaskId"]!;
        await tencent.Emulator.Workflows.WhenSavedAsync();
        Assert.Equal(("preparing", 0, 0), await TaskAsync(tencent, id));
        tencent.Clock.Advance(seconds * 1.5);
        Assert.Equal(("running", 1, 50), await TaskAsync(tencent, id));
        tencent.Instance.ShownProgress = 7;
        Assert.Equal(("running", 1, 7), await TaskAsync(tencent, id));
        Assert.Equal("ResourceUnavailable.InstanceLockedError", await tencent.Error3Async("ManualBackupInstance"));
        tencent.Clock.Advance(seconds);
        Assert.Equal(("succeed", 2, 100), await TaskAsync(tencent, id));
        tencent.Emulator.V3.CapitalTaskStates = true;
        Assert.Equal(("Succeed", 2, 100), await TaskAsync(tencent, id));
    }

    [Theory]
    [InlineData(false, "failed")]
    [InlineData(true, "error")]
    public async Task Failed_task_has_a_message_and_result_4(bool error, string state)
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        tencent.Emulator.Faults.NextTask(TaskKind.Backup, error ? TaskFault.Error("No disk.") : TaskFault.Fail("No disk."));
        var id = (long)(await tencent.Call3Async("ManualBackupInstance"))["TaskId"]!;
        await tencent.Emulator.Workflows.WhenSavedAsync();
        Assert.Equal((state, 4, 0), await TaskAsync(tencent, id));
        var task = await tencent.Call3Async("DescribeTaskInfo", new JsonObject { ["TaskId"] = id });
        Assert.Equal("No disk.", (string?)task["TaskMessage"]);
    }

    [Fact]
    public async Task Instance_that_does_not_run_is_not_backed_up()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        tencent.Instance.Status = -2;
        Assert.Equal("ResourceUnavailable.InstanceStatusAbnormal", await tencent.Error3Async("ManualBackupInstance"));
    }

    [Fact]
    public async Task Backups_are_paged_by_multiples_of_the_limit()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var ids = new List<string>();
        for (var age = 1; age < 6; age++)
        {
            ids.Add((await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId, TimeSpan.FromDays(age))).Id);
        }

        Assert.Equal(ids[..2], await IdsAsync(tencent, ("Limit", 2)));
        Assert.Equal(ids[2..4], await IdsAsync(tencent, ("Limit", 2), ("Offset", 2)));
        Assert.Equal(ids[4..], await IdsAsync(tencent, ("Limit", 2), ("Offset", 4)));
        Assert.Empty(await IdsAsync(tencent, ("Limit", 2), ("Offset", 6)));
        Assert.Equal("InvalidParameterValue", await tencent.Error3Async("DescribeInstanceBackups", ("Limit", 2), ("Offset", 3)));
        Assert.Equal("InvalidParameterValue", await tencent.Error3Async("DescribeInstanceBackups", ("Limit", 101)));
        tencent.Emulator.V3.NewestFirst = false;
        Assert.Equal(ids[4], (await IdsAsync(tencent, ("Limit", 1))).Single());
    }

    [Fact]
    public async Task Backups_are_asked_for_by_thirty_days()
    {
        var now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(8));
        await using var tencent = await EmulatedTencent.StartAsync(now: now);
        tencent.Emulator.Service.Retention = TimeSpan.FromDays(100);
        var backup = await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId, TimeSpan.FromDays(40));
        Assert.Equal([backup.Id], await IdsAsync(tencent, ("BeginTime", "2026-04-02 00:00:00"), ("EndTime", "2026-05-02 00:00:00")));
        Assert.Empty(await IdsAsync(tencent, ("BeginTime", "2026-05-02 00:00:00")));
        Assert.Equal("InvalidParameterValue", await tencent.Error3Async(
            "DescribeInstanceBackups", ("BeginTime", "2026-04-01 23:59:59"), ("EndTime", "2026-05-02 00:00:00")));
        Assert.Equal("InvalidParameterValue", await tencent.Error3Async(
            "DescribeInstanceBackups", ("BeginTime", "2026-04-22 00:00:00")));
    }

    [Fact]
    public async Task Backup_is_written_in_its_older_forms_too()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId, automatic: true);
        var backup = (await tencent.Call3Async("DescribeInstanceBackups"))["BackupSet"]![0]!;
        Assert.Equal(("1", "ap-guangzhou", 18), ((string?)backup["BackupType"], (string?)backup["Region"], (int)backup["InstanceType"]!));
        Assert.True((long)backup["BackupSize"]! > 0);
        tencent.Emulator.V3.OldBackupSetName = true;
        tencent.Emulator.V3.OldBackupTypes = true;
        backup = (await tencent.Call3Async("DescribeInstanceBackups"))["RedisBackupSet"]![0]!;
        Assert.Equal("systemBackupInstance", (string?)backup["BackupType"]);
    }

    [Fact]
    public async Task Deleted_backups_are_listed_when_asked_for()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId);
        tencent.Emulator.Workflows.Change(backup.Id, old => old with { Status = BackupStatus.Deleted });
        Assert.Empty(await IdsAsync(tencent));
        Assert.Equal([backup.Id], await IdsAsync(tencent, ("Status", new JsonArray(-2))));
    }

    [Theory]
    [InlineData(Edition.Cluster, 18, "cluster")]
    [InlineData(Edition.MasterReplica, 17, "standalone")]
    internal async Task Instance_has_its_type_and_shards(Edition edition, int type, string product)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0, edition);
        var instance = (await tencent.Call3Async("DescribeInstances"))["InstanceSet"]![0]!;
        Assert.Equal(
            (type, product, 1, "orders"),
            ((int)instance["Type"]!, (string?)instance["ProductType"], (int)instance["RedisShardNum"]!,
                (string?)instance["InstanceName"]));
        Assert.Equal(0, (int)(await tencent.Call3Async("DescribeInstances", ("Status", new JsonArray(1))))["TotalCount"]!);
    }

    private static async Task<(string?, int, int)> TaskAsync(EmulatedTencent tencent, long id)
    {
        var info = await tencent.Call3Async("DescribeTaskInfo", new JsonObject { ["TaskId"] = id });
        var list = await tencent.Call3Async("DescribeTaskList", ("TaskTypes", new JsonArray("012")));
        var task = Assert.Single(list["Tasks"]!.AsArray())!;
        Assert.Equal((id, "012"), ((long)task["TaskId"]!, (string?)task["TaskType"]));
        return ((string?)info["Status"], (int)task["Result"]!, (int)task["Progress"]!);
    }

    private static async Task<IEnumerable<string?>> IdsAsync(
        EmulatedTencent tencent, params (string Name, JsonNode Value)[] parameters)
    {
        var answer = await tencent.Call3Async("DescribeInstanceBackups", parameters);
        return answer["BackupSet"]!.AsArray().Select(backup => (string?)backup!["BackupId"]);
    }
}
