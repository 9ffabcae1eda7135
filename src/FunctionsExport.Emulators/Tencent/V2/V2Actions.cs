using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Downloads;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>The actions of API v2.</summary>
internal sealed class V2Actions
{
    private readonly Cloud _cloud;
    private readonly V2Lists _lists;
    private readonly Dictionary<string, Func<V2Call, DownloadAddresses, JsonObject>> _actions;

    public V2Actions(Cloud cloud)
    {
        _cloud = cloud;
        _lists = new V2Lists(cloud);
        _actions = new Dictionary<string, Func<V2Call, DownloadAddresses, JsonObject>>(StringComparer.Ordinal)
        {
            ["DescribeRedis"] = (call, _) => _lists.Instances(call),
            ["GetRedisBackupList"] = (call, _) => _lists.Backups(call),
            ["GetRedisTaskList"] = (call, _) => _lists.Tasks(call),
            ["ManualBackupInstance"] = (call, _) => Backup(call),
            ["ExportRedisBackup"] = (call, _) => Export(call),
            ["DescribeTaskInfo"] = (call, _) => ReadTask(call),
            ["GetBackupDownloadUrl"] = GetUrl,
        };
    }

    /// <exception cref="V2Exception">There is no such action.</exception>
    /// <exception cref="BusinessException">The call is refused.</exception>
    public JsonObject Invoke(V2Call call, DownloadAddresses addresses) =>
        _actions.TryGetValue(call.Action, out var action)
            ? action(call, addresses)
            : throw new V2Exception(V2Error.ActionUnknown);

    private JsonObject Backup(V2Call call)
    {
        var instance = Instance(call);
        var remark = call.Text("remark") ?? "";
        var task = _cloud.Workflows.StartBackup(instance, remark, _cloud.Service.Retention, _cloud.V2.BackupsPerDay);
        return V2Answer.Started(task, _cloud.V2);
    }

    private JsonObject Export(V2Call call)
    {
        var backupId = call.RequiredText("backupId");
        return V2Answer.Started(_cloud.Workflows.StartExport(Instance(call), backupId), _cloud.V2);
    }

    private JsonObject ReadTask(V2Call call)
    {
        var id = call.RequiredNumber("requestId");
        var task = _cloud.Workflows.Tasks.FirstOrDefault(task => task.Id == id) ?? throw new BusinessException(
            _cloud.V2.UnknownTaskIsMissingResource ? BusinessError.TaskNotExists : BusinessError.InvalidParameter,
            "No task has this requestId.");
        return V2Answer.Success(new JsonObject { ["status"] = (int)task.State }, _cloud.V2);
    }

    private JsonObject GetUrl(V2Call call, DownloadAddresses addresses)
    {
        var backupId = call.RequiredText("backupId");
        var instance = Instance(call);
        var backup = _cloud.Workflows.Backup(instance, backupId);
        var ready = backup.Status == BackupStatus.Exported || (!instance.IsExported && backup.Status == BackupStatus.Normal);
        if (!ready || backup.Files is not { } files)
        {
            throw new BusinessException(
                BusinessError.BackupStatusAbnormal, $"The backup's status is {(int)backup.Status}: it cannot be downloaded.");
        }

        return V2Answer.Success(
            new JsonObject
            {
                ["intranet"] = Urls(files, addresses.Intranet),
                ["extranet"] = Urls(files, addresses.Extranet),
            },
            _cloud.V2);
    }

    private JsonNode Urls(BackupFiles files, DownloadAddress address)
    {
        var lifetime = _cloud.V2.UrlLifetime;
        return _cloud.V2.UrlPerShard
            ? new JsonArray([.. files.Shards.Select(file => _cloud.Grants.IssueToken(file, address, lifetime))])
            : _cloud.Grants.IssueToken(files.Whole, address, lifetime);
    }

    private TencentInstance Instance(V2Call call) => _cloud.Instance(call.RequiredText("redisId"), call.Region);
}
