using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.TencentRedis.Support;

/// <summary>A test with an API of its own, and a source that names it: an instance of two shards.</summary>
public abstract class TencentTest : IAsyncLifetime
{
    public const string Instances = "DescribeInstances";
    public const string Backups = "DescribeInstanceBackups";
    public const string Tasks = "DescribeTaskList";
    public const string Task = "DescribeTaskInfo";
    public const string Urls = "DescribeBackupUrl";
    public const string Start = "ManualBackupInstance";
    public const string Detail = "DescribeBackupDetail";

    private protected static readonly DatabaseSummary Summary = new(TencentSource.InstanceId, "orders-cn", "6.2", 2048L << 20, 2);

    private IExportProvider? _provider;

    private protected ApiStub Api { get; private set; } = null!;

    private protected TencentSource Source { get; private set; } = null!;

    private protected IExportProvider Provider => _provider ??= Source.Create();

    public async Task InitializeAsync()
    {
        Api = await ApiStub.StartAsync();
        Source = new TencentSource(Api.Endpoint) { Time = new FastTime() };
        Api.On(Instances, Instance()).On(Backups, ListOf()).On(Tasks, """{"TotalCount":0,"Tasks":[]}""");
    }

    public async Task DisposeAsync()
    {
        (_provider as IDisposable)?.Dispose();
        await Api.DisposeAsync();
    }

    private protected static string Instance(int status = 2, int shards = 2) => $$"""
        {"TotalCount":1,"InstanceSet":[{"InstanceName":"orders-cn","InstanceId":"{{TencentSource.InstanceId}}","Appid":1,"Status":{{status}},
        "Size":2048.0,"Type":16,"RedisShardNum":{{shards}},"RedisShardSize":1024,"RedisReplicasNum":1,"ProductType":"cluster"}]}
        """;

    private protected static string Backup(
        string id,
        string startTime = "2026-06-01 02:00:48",
        int status = 2,
        string remark = "",
        string type = "1",
        bool encrypted = false) => $$"""
        {"BackupId":"{{id}}","BackupSize":537,"BackupType":"{{type}}","Encrypted":{{(encrypted ? "true" : "false")}},
        "EndTime":"2026-06-01 02:01:09","FileType":"RDB-Redis 6.2","InstanceId":"{{TencentSource.InstanceId}}","InstanceType":16,
        "Locked":0,"Remark":"{{remark}}","StartTime":"{{startTime}}","Status":{{status}}}
        """;

    private protected static string ListOf(params string[] backups) =>
        $$"""{"BackupSet":[{{string.Join(',', backups)}}],"TotalCount":{{backups.Length}}}""";

    private protected static string TaskOf(long id, int result, double progress = 0) =>
        $$"""{"TotalCount":1,"Tasks":[{"TaskId":{{id}},"TaskType":"012","Progress":{{progress}},"Result":{{result}}}]}""";
}
