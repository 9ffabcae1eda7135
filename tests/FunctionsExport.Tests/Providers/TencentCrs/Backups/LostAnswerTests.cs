using System.Text.Json;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.TencentCrs.Support;

namespace FunctionsExport.Tests.Providers.TencentCrs.Backups;

/// <summary>What was started although its answer was lost, told from the lists.</summary>
public sealed class LostAnswerTests : CrsTest
{
    private const string Start = "2017-02-08 16:46:34";
    private const string Later = "2017-02-08 19:09:26";

    [Theory]
    [InlineData(3, ProviderState.Exporting)]
    [InlineData(4, ProviderState.Succeeded)]
    [InlineData(2, ProviderState.Idle)]
    [InlineData(-1, ProviderState.Failed)]
    public async Task Export_is_told_by_its_backups_status(int status, ProviderState state)
    {
        Api.WithInstance(1, (BackupId, 2, Start, "")).OnLost("ExportRedisBackup");
        await StartAndLoseAsync();
        Api.WithBackups((BackupId, status, Start, ""));

        Assert.Equal(state, await StateAsync());
    }

    [Theory]
    [InlineData(0, ProviderState.Exporting)]
    [InlineData(1, ProviderState.Exporting)]
    [InlineData(3, ProviderState.Failed)]
    [InlineData(-1, ProviderState.Failed)]
    public async Task Export_whose_backup_does_not_show_it_is_told_by_its_task(int status, ProviderState state)
    {
        Api.WithInstance(1, (BackupId, 2, Start, "")).OnLost("ExportRedisBackup").On("GetRedisTaskList", Tasks((Start, 2)), 1);
        await StartAndLoseAsync();
        Assert.Equal(ProviderState.Idle, await StateAsync());

        // Without ids, as documented, and of the same second.
        Api.On("GetRedisTaskList", Tasks((Start, status), (Start, 2)), 2);

        Assert.Equal(state, await StateAsync());
        Assert.Equal("task_exportBackup", Api.Last("GetRedisTaskList")["taskType.0"]);
        Assert.Single(Api.Calls.Where(c => c.Action == "GetRedisTaskList").Select(c => c.Parameters["beginTime"]).Distinct());
    }

    [Theory]
    [InlineData(1, ProviderState.Exporting)]
    [InlineData(2, ProviderState.StageDone)]
    [InlineData(-1, ProviderState.Failed)]
    public async Task Backup_is_told_by_its_remark(int status, ProviderState state)
    {
        var remark = await LoseBackupAsync();

        Api.WithBackups((BackupId, 2, Start, ""), ("b-other", 2, Later, "somebody's"), ("b-ours", status, Later, remark));

        Assert.Equal(state, await StateAsync());
    }

    [Fact]
    public async Task Backup_is_told_as_the_one_that_came_should_remarks_not_be_kept()
    {
        await LoseBackupAsync();

        Api.WithBackups((BackupId, 2, Start, ""), ("b-other", 2, Later, "somebody's"), ("b-ours", 2, Later, ""));
        Assert.Equal(ProviderState.StageDone, await StateAsync());
    }

    [Fact]
    public async Task Backup_that_was_never_begun_is_told_by_nothing()
    {
        await LoseBackupAsync();

        Api.WithBackups((BackupId, 2, Start, ""), ("b-other", 2, Later, "somebody's"));
        Assert.Equal(ProviderState.Idle, await StateAsync());

        Api.On("GetRedisTaskList", Tasks((Later, 3)), 1);
        var progress = await ProgressAsync();
        Assert.Equal((ProviderState.Failed, FaultCodes.ExportFailed), (progress.State, progress.Fault!.Code));
    }

    [Fact]
    public async Task Second_stage_exports_the_backup_that_the_first_has_made()
    {
        var remark = await LoseBackupAsync();
        Api.WithBackups((BackupId, 2, Start, ""), ("b-newer", 2, "2017-02-09 00:00:00", ""), ("b-ours", 2, Later, remark))
            .On("ExportRedisBackup", """{"requestId":7}""")
            .On("DescribeTaskInfo", """{"status":2}""");

        await StartAsync();

        Assert.Equal("b-ours", Api.Last("ExportRedisBackup")["backupId"]);
        Assert.Equal(ProviderState.Succeeded, await StateAsync());
        Assert.Equal(1, Api.CountOf("ManualBackupInstance"));
    }

    [Theory]
    [InlineData("""{"code":0,"message":"","requestId":"400151"}""", "400151")]
    [InlineData("""{"code":0,"message":"","data":{"requestId":"400151"}}""", "400151")]
    [InlineData("""{"code":0,"message":"","data":{}}""", null)]
    public async Task Answer_without_a_task_is_settled_by_the_lists(string body, string? task)
    {
        Api.WithInstance(1, (BackupId, 2, Start, "")).OnBody("ExportRedisBackup", body).On("DescribeTaskInfo", """{"status":1}""");
        await StartAsync();
        Api.WithBackups((BackupId, 3, Start, ""));

        Assert.Equal(ProviderState.Exporting, await StateAsync());

        Assert.Equal(task is null ? 0 : 1, Api.CountOf("DescribeTaskInfo"));
    }

    [Theory]
    [InlineData(11201)]
    [InlineData(5000)]
    public async Task Task_that_is_not_known_any_more_is_settled_by_the_lists(int code)
    {
        Api.WithInstance(1, (BackupId, 2, Start, "")).On("ExportRedisBackup", """{"requestId":7}""").OnError("DescribeTaskInfo", code);
        await StartAsync();
        Api.WithBackups((BackupId, 4, Start, ""));

        Assert.Equal(ProviderState.Succeeded, await StateAsync());
    }

    [Fact]
    public async Task Export_of_somebody_else_that_fails_is_a_failure()
    {
        Api.WithInstance(1, (BackupId, 3, Start, ""));
        await StartAsync();
        Assert.Equal(ProviderState.Exporting, await StateAsync());

        Api.WithBackups((BackupId, 2, Start, ""));

        Assert.Equal(FaultCodes.ExportFailed, (await ProgressAsync()).Fault!.Code);
        Assert.Equal(0, Api.CountOf("ExportRedisBackup"));
    }

    /// <returns>The remark that the backup was asked for with.</returns>
    private async Task<string> LoseBackupAsync()
    {
        Source.With("BackupFirst", "true");
        Api.WithInstance(1, (BackupId, 2, Start, "")).OnLost("ManualBackupInstance");
        await StartAndLoseAsync();
        Assert.Equal(1, Api.CountOf("ManualBackupInstance"));
        return Api.Last("ManualBackupInstance")["remark"];
    }

    private static string Tasks(params (string Start, int Status)[] tasks) => JsonSerializer.Serialize(new
    {
        redisTaskSet = tasks.Select(t => new { startTime = t.Start, taskName = "exportBackup", status = t.Status }),
    });
}
