using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.TencentCrs.Support;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Providers.TencentCrs;

/// <summary>The rows of the documentation of ExportRedisBackup, one test each.</summary>
public sealed class ExportRedisBackupDocumentTests : CrsTest
{
    private const string Action = "ExportRedisBackup";

    [Fact]
    public async Task Input_redisId_is_the_id_of_the_instance()
    {
        await StartAcceptedAsync();

        Assert.Equal("crs-j30wibe7", Api.Last(Action)["redisId"]);
    }

    [Fact]
    public async Task Input_backupId_is_from_GetRedisBackupList()
    {
        await StartAcceptedAsync();

        Assert.Equal(BackupId, Api.Last(Action)["backupId"]);
        Assert.True(Api.Actions.Index().First(a => a.Item == "GetRedisBackupList").Index < Api.Actions.Index().First(a => a.Item == Action).Index);
    }

    [Fact]
    public async Task Output_code_0_is_success_and_others_are_failures()
    {
        await StartAcceptedAsync();
        Api.OnBody(Action, """{"code":1,"message":"","codeDesc":"Success","data":{"requestId":1}}""");

        Assert.Equal(FaultCodes.UnexpectedAnswer, (await FaultOfAsync(StartAsync)).Fault.Code);
    }

    [Theory]
    [InlineData("""{"code":0,"message":null,"codeDesc":"Success","data":{"requestId":400151}}""")]
    [InlineData("""{"code":0,"message":"success","codeDesc":"Success","data":{"requestId":400151}}""")]
    public async Task Output_message_is_null_or_anything_on_success(string body)
    {
        WithBackup().OnBody(Action, body).On("DescribeTaskInfo", RunningTask);

        await StartAsync();

        Assert.Equal(ProviderState.Exporting, await StateAsync());
    }

    [Fact]
    public async Task Output_message_describes_the_error()
    {
        WithBackup().OnError(Action, 5100, "ResourceOperationFailed", "The export failed. \u8bf7\u7a0d\u540e");

        Assert.Equal("The export failed. \u8bf7\u7a0d\u540e", (await FaultOfAsync(StartAsync)).Fault.ProviderMessage);
    }

    [Fact]
    public async Task Output_codeDesc_is_the_reason_of_the_error()
    {
        WithBackup().OnError(Action, 5000, "BackupNotExists");

        var fault = (await FaultOfAsync(StartAsync)).Fault;

        Assert.Equal((FaultCodes.BackupNotFound, "11213 BackupNotExists"), (fault.Code, fault.ProviderCode));
    }

    [Fact]
    public async Task Output_data_is_an_object_with_the_task()
    {
        WithBackup().OnBody(Action, """{"code":0,"message":"","codeDesc":"Success","data":[{"requestId":400151}]}""");
        Api.On("DescribeTaskInfo", RunningTask);

        await StartAsync();
        await ProgressAsync();

        Assert.Equal("400151", Api.Last("DescribeTaskInfo")["requestId"]);
    }

    [Theory]
    [InlineData(0, ProviderState.Exporting)]
    [InlineData(1, ProviderState.Exporting)]
    [InlineData(2, ProviderState.Succeeded)]
    [InlineData(3, ProviderState.Failed)]
    [InlineData(-1, ProviderState.Failed)]
    public async Task Output_data_requestId_is_the_task_that_DescribeTaskInfo_tells_of(int status, ProviderState state)
    {
        await StartAcceptedAsync();
        Api.On("DescribeTaskInfo", $$"""{"status":{{status}}}""");

        Assert.Equal(state, await StateAsync());

        Assert.Equal("400151", Api.Last("DescribeTaskInfo")["requestId"]);
    }

    [Fact]
    public Task Error_11201_InvalidParameter_is_an_invalid_request() =>
        AssertRefusedAsync(11201, "InvalidParameter", FaultCodes.InvalidRequest, retry: false, CrsSource.NameOf("RedisId"));

    [Fact]
    public Task Error_10701_InstanceNotExists_is_a_database_not_found() =>
        AssertRefusedAsync(10701, "InstanceNotExists", FaultCodes.DatabaseNotFound, retry: false, CrsSource.NameOf("Region"));

    [Fact]
    public Task Error_11213_BackupNotExists_is_a_backup_not_found() =>
        AssertRefusedAsync(11213, "BackupNotExists", FaultCodes.BackupNotFound, retry: false, "7 days");

    [Fact]
    public async Task Error_11214_OnlyClusterInstanceCanExportBackup_goes_on_without_an_export()
    {
        WithBackup(typeId: null).OnError(Action, 11214, "OnlyClusterInstanceCanExportBackup");
        Api.On("GetBackupDownloadUrl", """{"intranet":"http://i.test/dump.rdb?a","extranet":"http://e.test/dump.rdb?a"}""");

        await StartAsync();

        Assert.Equal(ProviderState.Succeeded, await StateAsync());
        Assert.Single(await FilesAsync());
        Assert.Equal(1, Api.CountOf(Action));
    }

    [Theory]
    [InlineData(3, ProviderState.Exporting)]
    [InlineData(4, ProviderState.Succeeded)]
    public async Task Error_10711_BackupStatusInvalid_waits_for_status_3_and_goes_on_with_4(int status, ProviderState state)
    {
        WithBackup().On(Action, async (_, context) =>
        {
            Api.WithBackups((BackupId, status, "2017-02-08 16:46:34", ""));
            await context.Response.WriteAsync("""{"code":10711,"message":"no","codeDesc":"BackupStatusInvalid"}""");
        });

        await StartAsync();

        Assert.Equal(state, await StateAsync());
    }

    [Fact]
    public async Task Error_10711_BackupStatusInvalid_for_an_export_of_somebody_else_that_fails_is_a_failure()
    {
        WithBackup().On(Action, async (_, context) =>
        {
            Api.WithBackups((BackupId, 3, "2017-02-08 16:46:34", ""));
            await context.Response.WriteAsync("""{"code":10711,"message":"no","codeDesc":"BackupStatusInvalid"}""");
        });
        await StartAsync();

        WithBackup();

        Assert.Equal(ProviderState.Failed, await StateAsync());
    }

    [Theory]
    [InlineData(-1, FaultCodes.BackupExpired, false)]
    [InlineData(1, FaultCodes.DatabaseBusy, true)]
    [InlineData(2, FaultCodes.BackupStatusInvalid, true)]
    public async Task Error_10711_BackupStatusInvalid_is_a_fault_otherwise(int status, string code, bool retry)
    {
        WithBackup().On(Action, async (_, context) =>
        {
            Api.WithBackups((BackupId, status, "2017-02-08 16:46:34", ""));
            await context.Response.WriteAsync("""{"code":10711,"message":"no","codeDesc":"BackupStatusInvalid"}""");
        });

        var thrown = await FaultOfAsync(StartAsync);

        Assert.Equal((code, retry, RequestFate.Answered), (thrown.Fault.Code, thrown.Fault.Retry, thrown.Fate));
    }

    [Fact]
    public async Task Example_is_sent_to_v2_index_php_and_its_task_is_followed()
    {
        Source.With("Method", "GET");
        await StartAcceptedAsync();
        Api.On("DescribeTaskInfo", """{"status":2}""");

        var call = Api.Calls.Single(c => c.Action == Action);

        Assert.Equal(("GET", "/v2/index.php", "redis.api.qcloud.com"), (call.Method, call.Path, call.Host));
        Assert.Contains("Action=ExportRedisBackup", call.Text, StringComparison.Ordinal);
        Assert.Contains("&redisId=crs-j30wibe7", call.Text, StringComparison.Ordinal);
        Assert.Contains("&backupId=3a07b27e-f744-11e6-babc-525400082493", call.Text, StringComparison.Ordinal);
        Assert.Contains("400151", Stages[0].Receipt, StringComparison.Ordinal);
        Assert.Equal(ProviderState.Succeeded, await StateAsync());
    }

    private CrsStub WithBackup(int? typeId = 1) => Api.WithInstance(typeId, (BackupId, 2, "2017-02-08 16:46:34", ""));

    private async Task StartAcceptedAsync()
    {
        WithBackup().OnBody(Action, """
            {
                "code": 0,
                "message": "",
                "codeDesc": "Success",
            	 "data": {
                    "requestId": 400151
                }
            }
            """);
        await StartAsync();
    }

    private async Task AssertRefusedAsync(int code, string name, string fault, bool retry, string remedy)
    {
        WithBackup();
        string[] forms =
        [
            $$"""{"code":{{code}},"message":"no","codeDesc":"{{name}}"}""",
            $$"""{"code":"{{code}}","message":"no"}""",
            $$"""{"code":5100,"message":"({{code}})no","codeDesc":"Whatever"}""",
            $$"""{"code":"4000","message":"[request id:f7-1]({{code}})no"}""",
            $$"""{"code":5000,"message":"no","codeDesc":"{{name}}"}""",
        ];
        foreach (var form in forms)
        {
            Api.OnBody(Action, form);
            var thrown = await FaultOfAsync(StartAsync);
            Assert.Equal((fault, retry, RequestFate.Answered), (thrown.Fault.Code, thrown.Fault.Retry, thrown.Fate));
            Assert.Contains(remedy, thrown.Fault.Message, StringComparison.Ordinal);
        }
    }
}
