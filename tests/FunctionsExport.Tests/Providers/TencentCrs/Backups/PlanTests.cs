using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.TencentCrs.Support;

namespace FunctionsExport.Tests.Providers.TencentCrs.Backups;

/// <summary>Which backup is taken, and what is started for it.</summary>
public sealed class PlanTests : CrsTest
{
    private const string Older = "2017-02-08 16:46:34";
    private const string Newer = "2017-02-08 19:09:26";
    private const string Newest = "2017-02-09 03:00:00";

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public async Task Newest_complete_backup_is_taken_in_whatever_order_they_are_listed(int status, bool exported)
    {
        Api.WithInstance(1, ("b-2", status, Newer, ""), ("b-3", 1, Newest, ""), ("b-1", 2, Older, ""), ("b-4", -1, Newest, ""))
            .On("ExportRedisBackup", """{"requestId":1}""");

        await StartAsync();

        Assert.Contains("\"b-2\"", Stages[0].Intent, StringComparison.Ordinal);
        Assert.Equal(exported ? 1 : 0, Api.CountOf("ExportRedisBackup"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Instance_that_is_no_cluster_is_not_exported(int typeId)
    {
        Api.WithInstance(typeId, ("b-1", 2, Older, ""));

        await StartAsync();

        Assert.Equal(0, Api.CountOf("ExportRedisBackup"));
        Assert.Equal(ProviderState.Succeeded, await StateAsync());
    }

    [Theory]
    [InlineData(-1, FaultCodes.BackupExpired, false)]
    [InlineData(-2, FaultCodes.BackupExpired, false)]
    [InlineData(1, FaultCodes.DatabaseBusy, true)]
    [InlineData(7, FaultCodes.BackupStatusInvalid, true)]
    public async Task Named_backup_that_cannot_be_taken_is_a_fault(int status, string code, bool retry)
    {
        Source.With("BackupId", "b-1");
        Api.WithInstance(1, ("b-1", status, Older, ""), ("b-2", 2, Newer, ""));

        var fault = (await FaultOfAsync(StartAsync)).Fault;

        Assert.Equal((code, retry), (fault.Code, fault.Retry));
    }

    [Fact]
    public async Task Named_backup_is_taken_although_there_are_newer_ones()
    {
        Source.With("BackupId", "b-1");
        Api.WithInstance(1, ("b-2", 2, Newer, ""), ("b-1", 4, Older, ""));

        await StartAsync();

        Assert.Contains("\"b-1\"", Stages[0].Intent, StringComparison.Ordinal);
        Assert.Equal(ProviderState.Succeeded, await StateAsync());
    }

    [Fact]
    public async Task Named_backup_that_is_not_listed_is_not_found()
    {
        Source.With("BackupId", "b-9");
        Api.WithInstance(1, ("b-1", 2, Older, ""));

        var fault = (await FaultOfAsync(StartAsync)).Fault;

        Assert.Equal(FaultCodes.BackupNotFound, fault.Code);
        Assert.Contains(CrsSource.NameOf("BackupId"), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_without_a_backup_is_told_how_to_get_one()
    {
        Api.WithInstance(1);

        var fault = (await FaultOfAsync(StartAsync)).Fault;

        Assert.Equal(FaultCodes.BackupNotFound, fault.Code);
        Assert.Contains(CrsSource.NameOf("BackupFirst"), fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-3, 2, null)]
    [InlineData(-5, 2, FaultCodes.BackupNotFound)]
    [InlineData(-1, 1, FaultCodes.DatabaseBusy)]
    public async Task Backup_may_not_be_older_than_allowed(int hours, int status, string? code)
    {
        Source.With("MaxBackupAge", "04:00:00");
        var start = DateTimeOffset.UtcNow.AddHours(hours + 8).ToString("yyyy-MM-dd HH:mm:ss", null);
        Api.WithInstance(1, ("b-1", status, start, ""), ("b-0", 2, Older, "")).On("ExportRedisBackup", """{"requestId":1}""");

        if (code is null)
        {
            await StartAsync();
            Assert.Contains("\"b-1\"", Stages[0].Intent, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(code, (await FaultOfAsync(StartAsync)).Fault.Code);
        }
    }

    [Fact]
    public async Task Instance_that_is_not_listed_is_not_found()
    {
        Api.On("DescribeRedis", """{"redisSet":[{"redisId":"crs-other123"}]}""", 1);

        Assert.Equal(FaultCodes.DatabaseNotFound, (await FaultOfAsync(() => Provider.PrepareAsync(CancellationToken.None))).Fault.Code);
    }

    [Fact]
    public async Task Task_list_that_may_not_be_read_does_not_keep_an_export_from_starting()
    {
        Api.WithInstance(1, ("b-1", 2, Older, "")).OnError("GetRedisTaskList", 4101).On("ExportRedisBackup", """{"requestId":1}""");

        await StartAsync();

        Assert.Equal(1, Api.CountOf("ExportRedisBackup"));
    }
}
