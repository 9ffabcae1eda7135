using System.Text.Json.Nodes;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;
using FunctionsExport.Tests.Providers.TencentRedis.Support;

namespace FunctionsExport.Tests.Providers.TencentRedis;

/// <summary>A backup that is made for the export: asked for once, and found again whatever became of the answer.</summary>
public sealed class BackupFirstTests : TencentTest
{
    private static readonly ExportPreparation Prepared = new(Summary, """{"backupId":null,"startedAt":null}""");
    private const string Remark = "export-0123456789abcdef";
    private const string Intent =
        $$"""{"remark":"{{Remark}}","at":"2026-06-01T00:00:00+00:00","tasksBefore":[41],"backupsBefore":["before"]}""";

    private static readonly ExportStage[] Lost = [new(1, DateTimeOffset.UnixEpoch, Intent)];
    private static readonly ExportStage[] Accepted = [Lost[0] with { Receipt = """{"taskId":42}""" }];

    [Fact]
    public async Task Plan_looks_at_what_is_there_and_starts_nothing()
    {
        Api.Clear(Tasks).On(Tasks, TaskOf(41, result: 2)).Clear(Backups)
            .On(Backups, ListOf(Backup("manual", type: "0"), Backup("nightly", type: "1")));

        var plan = JsonNode.Parse((await Provider.PlanAsync(Prepared, [], CancellationToken.None))!)!;

        Assert.Equal([Instances, Tasks, Backups], Api.Calls);
        Assert.Matches("^export-[0-9a-f]{16}$", (string)plan["remark"]!);
        Assert.Equal([41], plan["tasksBefore"]!.AsArray().Select(t => (long)t!));
        Assert.Equal(["manual"], plan["backupsBefore"]!.AsArray().Select(b => (string)b!));
    }

    [Fact]
    public async Task Plan_has_nothing_to_start_for_a_backup_that_is_there()
    {
        var existing = Prepared with { ProviderState = """{"backupId":"1-2-3","startedAt":"2026-06-01T00:00:00+00:00"}""" };

        Assert.Null(await Provider.PlanAsync(existing, [], CancellationToken.None));
        Assert.Empty(Api.Calls);
    }

    [Fact]
    public async Task Start_asks_once_with_the_planned_remark()
    {
        Api.On(Start, """{"TaskId":6954227}""");

        var receipt = await Provider.StartAsync(Prepared, Lost, CancellationToken.None);

        Assert.Equal("""{"taskId":6954227}""", receipt);
        Assert.Equal(
            $$"""{"InstanceId":"{{TencentSource.InstanceId}}","Remark":"{{Remark}}"}""", Assert.Single(Api.Requests).Body);
    }

    [Theory]
    [InlineData("InternalError", RequestFate.Unanswered)]
    [InlineData("InternalError.NetWorkErr", RequestFate.Unanswered)]
    [InlineData("ServiceUnavailable", RequestFate.Unanswered)]
    [InlineData("FailedOperation.SystemError", RequestFate.Unanswered)]
    [InlineData("FailedOperation.CommitFlowError", RequestFate.Answered)]
    [InlineData("RequestLimitExceeded", RequestFate.Answered)]
    [InlineData("ResourceUnavailable.InstanceLockedError", RequestFate.Answered)]
    [InlineData("UnauthorizedOperation", RequestFate.Answered)]
    public async Task Error_after_which_a_backup_may_run_leaves_the_request_open(string code, RequestFate fate)
    {
        Api.Fails(Start, code);

        var thrown = await TencentFault.OfAsync(() => Provider.StartAsync(Prepared, Lost, CancellationToken.None));

        Assert.Equal(fate, thrown.Fate);
        if (fate == RequestFate.Unanswered)
        {
            Assert.Single(Api.Requests);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(502)]
    [InlineData(200)]
    public async Task Answer_that_is_lost_leaves_the_request_open_and_is_not_asked_for_again(int status)
    {
        Api.On(Start, _ => status == 0 ? null : new StubAnswer(status, "<html>"));

        var thrown = await TencentFault.OfAsync(() => Provider.StartAsync(Prepared, Lost, CancellationToken.None));

        Assert.Equal(RequestFate.Unanswered, thrown.Fate);
        Assert.Single(Api.Requests);
    }

    [Fact]
    public async Task Nothing_was_started_before_a_stage_has_an_intent()
    {
        Assert.Equal(ProviderState.Idle, (await ProgressAsync([])).State);
        Assert.Empty(Api.Calls);
    }

    [Theory]
    [InlineData("preparing", ProviderState.Exporting)]
    [InlineData("Running", ProviderState.Exporting)]
    [InlineData("succeed", ProviderState.Succeeded)]
    [InlineData("SUCCEED", ProviderState.Succeeded)]
    [InlineData("failed", ProviderState.Failed)]
    [InlineData("Error", ProviderState.Failed)]
    public async Task Task_tells_how_the_backup_stands_in_any_case(string status, object state)
    {
        Api.On(Task, $$"""{"Status":"{{status}}","TaskMessage":"disk of http://10.0.0.1/ full"}""")
            .Clear(Tasks).On(Tasks, TaskOf(42, result: 1, progress: 37.5))
            .Clear(Backups).On(Backups, ListOf(Backup("ours", remark: Remark, type: "0")));

        var progress = await ProgressAsync(Accepted);

        Assert.Equal((ProviderState)state, progress.State);
        Assert.Equal((ProviderState)state == ProviderState.Exporting ? 37.5 : progress.Percent, progress.Percent);
        Assert.Equal(
            (ProviderState)state == ProviderState.Failed ? "disk of *** full" : null, progress.Fault?.ProviderMessage);
    }

    [Fact]
    public async Task Progress_that_cannot_be_read_is_done_without()
    {
        Api.On(Task, """{"Status":"running"}""").Clear(Tasks).Fails(Tasks, "UnauthorizedOperation");

        Assert.Equal(new ExportProgress(ProviderState.Exporting), await ProgressAsync(Accepted));
    }

    [Fact]
    public async Task Task_in_an_unknown_state_is_a_fault()
    {
        Api.On(Task, """{"Status":"frozen"}""");

        var thrown = await TencentFault.OfAsync(() => ProgressAsync(Accepted));

        Assert.Equal((FaultCodes.UnexpectedAnswer, "frozen"), (thrown.Fault.Code, thrown.Fault.ProviderCode));
    }

    [Fact]
    public async Task Backup_that_is_not_whole_when_its_task_is_done_is_waited_for()
    {
        Api.On(Task, """{"Status":"succeed"}""")
            .Clear(Backups).On(Backups, ListOf(Backup("ours", remark: Remark, status: 1)));

        Assert.Equal(ProviderState.Exporting, (await ProgressAsync(Accepted)).State);
    }

    [Fact]
    public async Task Backup_of_a_lost_answer_is_found_by_its_remark_and_not_taken_for_another()
    {
        Api.Clear(Backups)
            .On(Backups, ListOf(Backup("other", remark: "", type: "0"), Backup("nightly")))
            .On(Backups, ListOf(Backup("other", remark: "", type: "0"), Backup("ours", remark: Remark, type: "0", status: 1)))
            .On(Backups, ListOf(Backup("other", remark: "", type: "0"), Backup("ours", remark: Remark, type: "0")));

        Assert.Equal(ProviderState.Idle, (await ProgressAsync(Lost)).State);
        Assert.Equal(ProviderState.Exporting, (await ProgressAsync(Lost)).State);
        Assert.Equal(ProviderState.Succeeded, (await ProgressAsync(Lost)).State);
        Assert.DoesNotContain(Start, Api.Calls);
    }

    [Theory]
    [InlineData(41, 1, ProviderState.Idle)]
    [InlineData(42, 0, ProviderState.Exporting)]
    [InlineData(42, 1, ProviderState.Exporting)]
    [InlineData(42, 2, ProviderState.Succeeded)]
    [InlineData(42, 4, ProviderState.Failed)]
    public async Task Task_of_a_lost_answer_is_one_that_came_since(long task, int result, object state)
    {
        Api.Clear(Tasks).On(Tasks, TaskOf(task, result));

        Assert.Equal((ProviderState)state, (await ProgressAsync(Lost)).State);
    }

    [Fact]
    public async Task Task_that_the_API_does_not_know_is_followed_by_the_lists()
    {
        Api.Fails(Task, "InvalidParameter.TaskNotFound").Clear(Tasks).On(Tasks, TaskOf(42, result: 1));

        Assert.Equal(ProviderState.Exporting, (await ProgressAsync(Accepted)).State);
    }

    [Fact]
    public async Task Accepted_backup_without_its_remark_is_the_one_that_somebody_asked_for_since()
    {
        Api.Clear(Backups)
            .On(Backups, ListOf(Backup("before", type: "0"), Backup("nightly", type: "1"), Backup("ours", type: "0")))
            .On(Urls, Infos());

        Assert.All(await Provider.ListFilesAsync(Prepared, Accepted, CancellationToken.None), f => Assert.Equal("ours", f.Reference));
        var thrown = await TencentFault.OfAsync(() => Provider.ListFilesAsync(Prepared, Lost, CancellationToken.None));
        Assert.Equal((FaultCodes.Incomplete, true), (thrown.Fault.Code, thrown.Fault.Retry));
    }

    [Fact]
    public async Task Accepted_backup_without_its_remark_is_none_when_there_are_two()
    {
        Api.Clear(Backups).On(Backups, ListOf(Backup("one", type: "0"), Backup("two", type: "manualBackupInstance")));

        var thrown = await TencentFault.OfAsync(() => Provider.ListFilesAsync(Prepared, Accepted, CancellationToken.None));

        Assert.Equal(FaultCodes.Incomplete, thrown.Fault.Code);
    }

    private Task<ExportProgress> ProgressAsync(ExportStage[] stages) =>
        Provider.GetProgressAsync(Prepared, stages, CancellationToken.None);

    private static string Infos() =>
        """{"BackupInfos":[{"FileName":"a-1.rdb","FileSize":1},{"FileName":"a-2.rdb","FileSize":1}]}""";
}
