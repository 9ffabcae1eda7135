using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

public sealed class ProgressTests : ClusterTest
{
    private const string Before = "2026-08-01T00:00:00Z";
    private const string After = "2026-08-02T00:00:00Z";

    private protected override void Script()
    {
        // Each test scripts its own answer.
    }

    [Fact]
    public async Task Progress_asks_for_the_fields_it_needs()
    {
        Cluster.On(Bdb.Call, 200, """{"uid":7,"export_status":"exporting","export_progress":12.5}""");

        var progress = await ProgressAsync();

        Assert.Equal(new ExportProgress(ProviderState.Exporting, 12.5), progress);
        Assert.Equal(
            "?fields=uid,status,export_status,export_progress,export_failure_reason,last_export_time",
            Assert.Single(Cluster.Requests).Query);
    }

    [Fact]
    public async Task Fields_that_are_refused_are_done_without_from_then_on()
    {
        Cluster.On(Bdb.Call, request => request.Query.Length > 0
            ? new StubAnswer(400, """{"error_code":"invalid_schema"}""")
            : new StubAnswer(200, Bdb.Json(("export_status", "exporting"), ("export_progress", 40))));
        var provider = Source.Create();

        var first = await provider.GetProgressAsync(Prepared(), [], CancellationToken.None);
        var second = await provider.GetProgressAsync(Prepared(), [], CancellationToken.None);

        Assert.Equal(new ExportProgress(ProviderState.Exporting, 40), first);
        Assert.Equal(first, second);
        Assert.Equal([true, false, false], Cluster.Requests.Select(r => r.Query.Length > 0));
    }

    [Theory]
    [InlineData("\"57.5\"", 57.5)]
    [InlineData("57", 57.0)]
    [InlineData("\"100\"", 100.0)]
    [InlineData("130", 100.0)]
    [InlineData("-1", 0.0)]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("\"half\"", null)]
    public async Task Percent_is_read_from_numbers_and_strings(string wire, double? expected)
    {
        Cluster.On(Bdb.Call, 200, $$"""{"export_status":"exporting","export_progress":{{wire}}}""");

        Assert.Equal(expected, (await ProgressAsync()).Percent);
    }

    [Theory]
    [InlineData("""{"uid":7}""")]
    [InlineData("""{"uid":7,"export_status":null,"export_progress":null}""")]
    [InlineData("""{"uid":7,"export_status":"","export_progress":0.0,"export_failure_reason":""}""")]
    [InlineData("""{"uid":7,"export_status":"idle"}""")]
    [InlineData("""{"uid":7,"export_status":"","last_export_time":"2026-08-01T00:00:00Z"}""")]
    public async Task Idle_is_understood_in_all_its_forms(string body)
    {
        Cluster.On(Bdb.Call, 200, body);

        Assert.Equal(new ExportProgress(ProviderState.Idle), await ProgressAsync());
    }

    [Fact]
    public async Task Success_counts_with_a_new_time()
    {
        Answer("succeeded", After);

        Assert.Equal(new ExportProgress(ProviderState.Succeeded, 100), await ProgressAsync());
    }

    [Theory]
    [InlineData(Before)]
    [InlineData("2026-08-01T00:00:00.000+00:00")]
    public async Task Success_of_the_export_before_is_stale(string time)
    {
        Answer("succeeded", time);

        Assert.Equal(new ExportProgress(ProviderState.Idle), await ProgressAsync());
    }

    [Fact]
    public async Task Success_counts_when_there_was_no_export_before()
    {
        Answer("succeeded", After);

        Assert.Equal(ProviderState.Succeeded, (await ProgressAsync(before: null)).State);
    }

    [Fact]
    public async Task Success_counts_when_the_cluster_gives_no_time()
    {
        Cluster.On(Bdb.Call, 200, """{"export_status":"succeeded"}""");

        Assert.Equal(ProviderState.Succeeded, (await ProgressAsync(before: null)).State);
        Assert.Equal(ProviderState.Succeeded, (await ProgressAsync()).State);
    }

    [Theory]
    [InlineData(Before)]
    [InlineData(null)]
    public async Task Success_counts_after_someone_has_reset_the_status(string? before)
    {
        Answer("", After);

        Assert.Equal(ProviderState.Succeeded, (await ProgressAsync(before)).State);
    }

    [Theory]
    [InlineData("no-permission", FaultCodes.DestinationDenied, "redislabs:redislabs")]
    [InlineData("wrong-file-path", FaultCodes.DestinationNotFound, "on every node")]
    [InlineData("general-error", FaultCodes.ExportFailed, "event log")]
    [InlineData("moon-phase", FaultCodes.ExportFailed, "event log")]
    [InlineData("", FaultCodes.ExportFailed, "event log")]
    public async Task Failure_has_a_code_and_a_remedy_for_each_reason(string reason, string code, string remedy)
    {
        Cluster.On(Bdb.Call, 200, Bdb.Json(
            ("export_status", "failed"),
            ("export_progress", 33),
            ("export_failure_reason", reason),
            ("last_export_time", Before)));

        var progress = await ProgressAsync();

        Assert.Equal(ProviderState.Failed, progress.State);
        Assert.Equal(33, progress.Percent);
        Assert.Equal(code, progress.Fault!.Code);
        Assert.Equal(reason.Length == 0 ? null : reason, progress.Fault.ProviderCode);
        Assert.Contains(remedy, progress.Fault.Message, StringComparison.Ordinal);
        Assert.False(progress.Fault.Retry);
    }

    [Fact]
    public async Task Status_that_is_not_known_is_an_unexpected_answer()
    {
        Cluster.On(Bdb.Call, 200, """{"export_status":"paused"}""");

        var thrown = await Fault.OfAsync(() => ProgressAsync());

        Assert.Equal(FaultCodes.UnexpectedAnswer, thrown.Fault.Code);
        Assert.Equal("paused", thrown.Fault.ProviderCode);
    }

    [Theory]
    [InlineData("queued", ProviderState.Exporting)]
    [InlineData("running", ProviderState.Exporting)]
    [InlineData("completed", ProviderState.Succeeded)]
    [InlineData("failed", ProviderState.Failed)]
    [InlineData("unheard-of", ProviderState.Idle)]
    public async Task Action_tells_where_the_export_stands_while_the_database_is_idle(string status, ProviderState expected)
    {
        Answer("", Before);
        Cluster.On(Bdb.ActionsCall, 200, Actions.Json(
            Actions.Export("old", 100, status: "completed"),
            Actions.Export("mine", 200, status: status, progress: 30),
            Actions.Export("others", 300, uid: 8, status: "running")));

        var progress = await Source.Create().GetProgressAsync(PreparedWithActions, CancellationToken.None);

        Assert.Equal(expected, progress.State);
        Assert.Equal(expected switch { ProviderState.Exporting => 30, ProviderState.Succeeded => 100, _ => progress.Percent }, progress.Percent);
    }

    [Fact]
    public async Task Actions_of_before_tell_nothing()
    {
        Answer("", Before);
        Cluster.On(Bdb.ActionsCall, 200, Actions.Json(
            Actions.Export("old", 100, status: "completed"), Actions.Export("older-than-the-list", 99, status: "completed")));

        Assert.Equal(
            new ExportProgress(ProviderState.Idle),
            await Source.Create().GetProgressAsync(PreparedWithActions, CancellationToken.None));
    }

    [Fact]
    public async Task Action_tells_the_percent_where_the_database_does_not()
    {
        Cluster.On(Bdb.Call, 200, """{"export_status":"exporting"}""");
        Cluster.On(Bdb.ActionsCall, 200, """
            [{"action_uid":"mine","creation_time":"200","name":"SMExport","progress":"57.5","status":"running",
              "additional_info":{"object_type":"bdb","object_uid":7}}, 5, {"name":{}}]
            """);

        Assert.Equal(
            new ExportProgress(ProviderState.Exporting, 57.5),
            await Source.Create().GetProgressAsync(PreparedWithActions, CancellationToken.None));
    }

    [Fact]
    public async Task Action_tells_more_of_a_failure_without_a_reason()
    {
        Cluster.On(Bdb.Call, 200, """{"export_status":"failed","export_failure_reason":"general-error"}""");
        Cluster.On(Bdb.ActionsCall, 200, Actions.Json(Actions.Export("mine", 200, status: "failed", error: $"no space for {TestSource.Password}")));

        var fault = (await Source.Create().GetProgressAsync(PreparedWithActions, CancellationToken.None)).Fault!;

        Assert.Equal((FaultCodes.ExportFailed, "general-error"), (fault.Code, fault.ProviderCode));
        Assert.Equal("no space for ***", fault.ProviderMessage);
    }

    [Theory]
    [InlineData("no_permission", FaultCodes.DestinationDenied)]
    [InlineData("Wrong-File-Path", FaultCodes.DestinationNotFound)]
    [InlineData("disk full", FaultCodes.ExportFailed)]
    public async Task Action_gives_the_reason_of_a_failure_that_the_database_has_forgotten(string error, string code)
    {
        Answer("", Before);
        Cluster.On(Bdb.ActionsCall, 200, Actions.Json(Actions.Export("mine", 200, status: "failed", error: error)));

        var progress = await Source.Create().GetProgressAsync(PreparedWithActions, CancellationToken.None);

        Assert.Equal(code, progress.Fault!.Code);
        Assert.Equal(error, progress.Fault.ProviderMessage);
    }

    [Theory]
    [InlineData("running", ProviderState.Exporting)]
    [InlineData("completed", ProviderState.Succeeded)]
    public async Task Success_without_a_time_does_not_count_while_the_action_runs(string status, ProviderState expected)
    {
        Cluster.On(Bdb.Call, 200, """{"export_status":"succeeded"}""");
        Cluster.On(Bdb.ActionsCall, 200, Actions.Json(Actions.Export("mine", 200, status: status, progress: 30)));

        Assert.Equal(expected, (await Source.Create().GetProgressAsync(PreparedWithActions, CancellationToken.None)).State);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Actions_that_cannot_be_read_are_done_without(int status)
    {
        Answer("", Before);
        Cluster.On(Bdb.ActionsCall, status);

        Assert.Equal(
            new ExportProgress(ProviderState.Idle),
            await Source.Create().GetProgressAsync(PreparedWithActions, CancellationToken.None));
    }

    [Fact]
    public async Task Refused_login_is_not_done_without()
    {
        Answer("", Before);
        Cluster.On(Bdb.ActionsCall, 401);

        var thrown = await Fault.OfAsync(() => Source.Create().GetProgressAsync(PreparedWithActions, CancellationToken.None));

        Assert.Equal((FaultCodes.Unauthorized, false), (thrown.Fault.Code, thrown.Fault.Retry));
    }

    [Fact]
    public async Task Actions_are_not_asked_for_where_the_cluster_had_none_or_the_database_tells_all()
    {
        Answer("", Before);
        var provider = Source.Create();
        await provider.GetProgressAsync(Prepared(), CancellationToken.None);
        Cluster.Clear(Bdb.Call).On(Bdb.Call, 200, """{"export_status":"exporting","export_progress":1}""");
        await provider.GetProgressAsync(PreparedWithActions, CancellationToken.None);

        Assert.Equal([Bdb.Call, Bdb.Call], Cluster.Calls);
    }

    private static ExportPreparation PreparedWithActions => new(
        new DatabaseSummary("7", "orders-eu", null, null, 3),
        $$"""{"lastExportTime":"{{Before}}","runsBefore":[],"actionsBefore":["old"],"actionsUntil":100}""");

    private void Answer(string status, string lastExportTime) => Cluster.On(
        Bdb.Call, 200, $$"""{"export_status":"{{status}}","last_export_time":"{{lastExportTime}}"}""");

    private Task<ExportProgress> ProgressAsync(string? before = Before) =>
        Source.Create().GetProgressAsync(Prepared(before), [], CancellationToken.None);

    private static ExportPreparation Prepared(string? before = Before) => new(
        new DatabaseSummary("7", "orders-eu", null, null, 3),
        before is null ? """{"runsBefore":[]}""" : $$"""{"lastExportTime":"{{before}}","runsBefore":[]}""");
}
