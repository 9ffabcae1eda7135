using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.V2;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>What API v2's actions answer.</summary>
public sealed class V2ActionTests
{
    [Theory]
    [InlineData("ExportRedisBackup", 11201)]
    [InlineData("GetBackupDownloadUrl", 11201)]
    [InlineData("GetRedisBackupList", 11201)]
    [InlineData("GetRedisTaskList", 11201)]
    [InlineData("DescribeTaskInfo", 11201)]
    public async Task Missing_parameter_is_11201(string action, int code)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var answer = await tencent.CallAsync(action);
        Assert.Equal((code, "InvalidParameter"), ((int)answer["code"]!, (string?)answer["codeDesc"]));
        Assert.False(answer.ContainsKey("data"));
    }

    [Theory]
    [InlineData("ManualBackupInstance")]
    [InlineData("ExportRedisBackup")]
    [InlineData("GetBackupDownloadUrl")]
    public async Task Unknown_instance_is_10701_in_any_region(string action)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        await IsErrorAsync(tencent, 10701, "InstanceNotExists", action, ("backupId", "x"), ("redisId", "crs-aaaaaaaa"));
        await IsErrorAsync(tencent, 10701, "InstanceNotExists", action, ("backupId", "x"), ("Region", "bj"));
    }

    [Theory]
    [InlineData("ExportRedisBackup")]
    [InlineData("GetBackupDownloadUrl")]
    public async Task Unknown_backup_is_11213(string action)
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        await IsErrorAsync(tencent, 11213, "BackupNotExists", action, ("backupId", "x"));
    }

    [Theory]
    [InlineData(BackupStatus.Expired)]
    [InlineData(BackupStatus.Locked)]
    [InlineData(BackupStatus.Exporting)]
    [InlineData(BackupStatus.Exported)]
    internal async Task Backup_that_is_not_in_status_2_is_not_exported(BackupStatus status)
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId);
        tencent.Emulator.Workflows.Change(backup.Id, old => old with { Status = status });
        Assert.Equal((int)status, await tencent.StatusOfAsync(backup.Id));
        await IsErrorAsync(tencent, 10711, "BackupStatusInvalid", "ExportRedisBackup", ("backupId", backup.Id));
        Assert.Equal(0, tencent.Instance.ExportsStarted);
    }

    [Theory]
    [InlineData(BackupStatus.Expired)]
    [InlineData(BackupStatus.Locked)]
    [InlineData(BackupStatus.Normal)]
    [InlineData(BackupStatus.Exporting)]
    internal async Task Backup_that_is_not_exported_has_no_url(BackupStatus status)
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId);
        tencent.Emulator.Workflows.Change(backup.Id, old => old with { Status = status });
        await IsErrorAsync(tencent, 10711, "BackupStatusAbnormal", "GetBackupDownloadUrl", ("backupId", backup.Id));
    }

    [Fact]
    public async Task Deleted_backup_is_neither_listed_nor_found()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId);
        tencent.Emulator.Workflows.Change(backup.Id, old => old with { Status = BackupStatus.Deleted });
        Assert.Equal(0, (int)(await tencent.CallAsync("GetRedisBackupList", ("limit", "10"), ("offset", "0")))["totalCount"]!);
        await IsErrorAsync(tencent, 11213, "BackupNotExists", "ExportRedisBackup", ("backupId", backup.Id));
    }

    [Fact]
    public async Task Backup_and_export_take_their_time()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var seconds = TimeSpan.FromSeconds(10);
        tencent.Emulator.Workflows.Pace = new(seconds, seconds, seconds);
        var backing = (int)(await tencent.DataAsync("ManualBackupInstance"))["requestId"]!;
        await tencent.Emulator.Workflows.WhenSavedAsync();
        var backup = tencent.Emulator.Workflows.Backups[0].Id;
        Assert.Equal((0, 1), (await TaskAsync(tencent, backing), await tencent.StatusOfAsync(backup)));
        tencent.Clock.Advance(seconds);
        Assert.Equal((1, 1), (await TaskAsync(tencent, backing), await tencent.StatusOfAsync(backup)));
        tencent.Clock.Advance(seconds);
        Assert.Equal((2, 2), (await TaskAsync(tencent, backing), await tencent.StatusOfAsync(backup)));
        var export = (int)(await tencent.DataAsync("ExportRedisBackup", ("backupId", backup)))["requestId"]!;
        Assert.Equal(backing + 1, export);
        Assert.Equal((0, 3), (await TaskAsync(tencent, export), await tencent.StatusOfAsync(backup)));
        tencent.Clock.Advance(seconds);
        Assert.Equal((1, 3), (await TaskAsync(tencent, export), await tencent.StatusOfAsync(backup)));
        tencent.Clock.Advance(seconds);
        Assert.Equal((2, 4), (await TaskAsync(tencent, export), await tencent.StatusOfAsync(backup)));
        tencent.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(-1, await tencent.StatusOfAsync(backup));
    }

    [Fact]
    public async Task Held_instance_does_not_finish()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        tencent.Instance.Hold = true;
        var backup = await tencent.BackUpAsync();
        Assert.Equal(1, await tencent.StatusOfAsync(backup));
        tencent.Instance.Hold = false;
        Assert.Equal(2, await tencent.StatusOfAsync(backup));
    }

    [Fact]
    public async Task Second_backup_of_a_busy_instance_is_10707()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        tencent.Instance.Hold = true;
        await tencent.BackUpAsync();
        await IsErrorAsync(tencent, 10707, "InstanceLockedError", "ManualBackupInstance");
        tencent.Instance.Hold = false;
        tencent.Instance.Locked = true;
        await IsErrorAsync(tencent, 10707, "InstanceLockedError", "ManualBackupInstance");
        tencent.Instance.Locked = false;
        tencent.Instance.Status = 1;
        await IsErrorAsync(tencent, 10702, "InstanceStatusAbnormal", "ManualBackupInstance");
        Assert.Equal(1, tencent.Instance.BackupsStarted);
    }

    [Fact]
    public async Task Backups_over_the_days_number_are_4400()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        tencent.Emulator.V2.BackupsPerDay = 1;
        await tencent.BackUpAsync();
        await IsErrorAsync(tencent, 4400, "QuotaExceeded", "ManualBackupInstance");
        tencent.Clock.Advance(TimeSpan.FromDays(1));
        await tencent.BackUpAsync();
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, -1)]
    public async Task Failed_export_leaves_the_status_that_is_set(bool error, int state)
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.BackUpAsync();
        foreach (var status in new[] { BackupStatus.Normal, BackupStatus.Exporting })
        {
            tencent.Emulator.Service.StatusAfterFailedExport = status;
            tencent.Emulator.Faults.NextTask(TaskKind.Export, error ? TaskFault.Error() : TaskFault.Fail());
            var task = (int)(await tencent.DataAsync("ExportRedisBackup", ("backupId", backup)))["requestId"]!;
            Assert.Equal((state, (int)status), (await TaskAsync(tencent, task), await tencent.StatusOfAsync(backup)));
        }
    }

    [Fact]
    public async Task Failed_backup_is_gone_and_the_next_one_succeeds()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        tencent.Emulator.Faults.NextTask(TaskKind.Backup, TaskFault.Fail());
        var task = (int)(await tencent.DataAsync("ManualBackupInstance"))["requestId"]!;
        await tencent.Emulator.Workflows.WhenSavedAsync();
        Assert.Equal(3, await TaskAsync(tencent, task));
        Assert.Empty(tencent.Emulator.Workflows.Backups);
        Assert.Equal(2, await tencent.StatusOfAsync(await tencent.BackUpAsync()));
    }

    [Fact]
    public async Task Endless_task_runs_on_and_a_lost_server_is_an_execution_error()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.BackUpAsync();
        tencent.Emulator.Faults.NextTask(TaskKind.Export, TaskFault.Endless);
        var export = (int)(await tencent.DataAsync("ExportRedisBackup", ("backupId", backup)))["requestId"]!;
        tencent.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(1, await TaskAsync(tencent, export));

        await using var lost = await EmulatedTencent.StartAsync(0);
        var task = (int)(await lost.DataAsync("ManualBackupInstance"))["requestId"]!;
        await lost.Emulator.Workflows.WhenSavedAsync();
        Assert.Equal(-1, await TaskAsync(lost, task));
    }

    [Fact]
    public async Task Unknown_task_is_11201_or_as_set_5000()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        await IsErrorAsync(tencent, 11201, "InvalidParameter", "DescribeTaskInfo", ("requestId", "1"));
        tencent.Emulator.V2.UnknownTaskIsMissingResource = true;
        await IsErrorAsync(tencent, 5000, "ResourceNotFound", "DescribeTaskInfo", ("requestId", "1"));
    }

    [Fact]
    public async Task Open_points_of_backups_can_be_set()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        tencent.Emulator.Service.NewBackupsStayLocked = true;
        Assert.Equal(1, await tencent.StatusOfAsync(await tencent.BackUpAsync()));
        tencent.Emulator.Service.NewBackupsStayLocked = false;
        tencent.Emulator.Service.ExportLifetime = TimeSpan.FromHours(1);
        tencent.Emulator.Service.BackupIds = BackupIdForm.Digits;
        var backup = await tencent.BackUpAsync();
        Assert.Matches("^[0-9]{24}$", backup);
        await tencent.DataAsync("ExportRedisBackup", ("backupId", backup));
        Assert.Equal(4, await tencent.StatusOfAsync(backup));
        tencent.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, await tencent.StatusOfAsync(backup));
    }

    [Fact]
    public async Task Codes_have_their_place_type_and_text()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var switches = tencent.Emulator.V2;
        switches.CodePlace = CodePlace.Message;
        switches.CodeAsText = true;
        switches.CodeDescriptions = false;
        var answer = await tencent.CallAsync("ExportRedisBackup", ("backupId", "x"));
        Assert.Equal("\"5000\"", answer["code"]!.ToJsonString());
        Assert.StartsWith("(11213)", (string?)answer["message"], StringComparison.Ordinal);
        Assert.False(answer.ContainsKey("codeDesc"));
        switches.RequestIdInMessages = true;
        answer = await tencent.CallAsync("ExportRedisBackup", ("backupId", "x"));
        Assert.Matches(@"^\[request id:[0-9a-f-]{36}\]\(11213\)", (string?)answer["message"]);
        switches.SuccessMessage = "success";
        answer = await tencent.CallAsync("DescribeRedis");
        Assert.Equal(("\"0\"", "success"), (answer["code"]!.ToJsonString(), (string?)answer["message"]));
    }

    [Fact]
    public async Task Total_and_task_id_have_their_place()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        tencent.Emulator.V2.TotalInData = true;
        tencent.Emulator.V2.TaskIdAtTop = true;
        Assert.Equal(1, (int)(await tencent.CallAsync("DescribeRedis"))["data"]!["totalCount"]!);
        Assert.Equal("400151", (string?)(await tencent.CallAsync("ManualBackupInstance"))["requestId"]);
    }

    [Fact]
    public async Task Url_per_shard_is_an_array()
    {
        await using var tencent = await EmulatedTencent.StartAsync(shards: 2);
        tencent.Emulator.V2.UrlPerShard = true;
        var backup = await tencent.BackUpAsync();
        await tencent.DataAsync("ExportRedisBackup", ("backupId", backup));
        var urls = (await tencent.DataAsync("GetBackupDownloadUrl", ("backupId", backup)))["extranet"]!.AsArray();
        for (var shard = 0; shard < 2; shard++)
        {
            var file = await tencent.DownloadAsync((string)urls[shard]!);
            Assert.Equal(await tencent.Servers[shard].DigestAsync(), await EmulatedTencent.DigestOfAsync(file));
        }
    }

    private static async Task<int> TaskAsync(EmulatedTencent tencent, int id) =>
        (int)(await tencent.DataAsync("DescribeTaskInfo", ("requestId", id.ToString(CultureInfo.InvariantCulture))))["status"]!;

    private static async Task IsErrorAsync(
        EmulatedTencent tencent, int code, string description, string action, params (string Name, string Value)[] parameters)
    {
        JsonObject answer = await tencent.CallAsync(action, parameters);
        Assert.Equal((code, description), ((int)answer["code"]!, (string?)answer["codeDesc"]));
    }
}
