using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Downloads;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>The actions of API 3.0, version 2018-04-12.</summary>
internal sealed class V3Actions
{
    private const int MaxStorageDays = 1825;

    private readonly Cloud _cloud;
    private readonly DownloadAddresses _addresses;
    private readonly Dictionary<string, V3Action> _actions;

    public V3Actions(Cloud cloud, DownloadAddresses addresses)
    {
        (_cloud, _addresses) = (cloud, addresses);
        var lists = new V3Lists(cloud);
        _actions = new Dictionary<string, V3Action>(StringComparer.Ordinal)
        {
            ["DescribeInstances"] = Declare(lists.Instances, "Limit Offset InstanceId InstanceName SearchKey Status Type OrderBy OrderType"),
            ["DescribeInstanceBackups"] = Declare(
                lists.Backups, "Limit Offset InstanceId InstanceName BeginTime EndTime Status"),
            ["DescribeTaskList"] = Declare(
                lists.Tasks, "Limit Offset InstanceId InstanceName TaskTypes BeginTime EndTime Result ProjectIds TaskStatus"),
            ["DescribeTaskInfo"] = Declare(ReadTask, "TaskId"),
            ["ManualBackupInstance"] = Declare(Backup, "InstanceId Remark StorageDays"),
            ["DescribeBackupUrl"] = Declare(
                GetUrls, "InstanceId BackupId LimitType VpcComparisonSymbol IpComparisonSymbol LimitVpc LimitIp"),
        };
    }

    public V3Action? Find(string name) => _actions.GetValueOrDefault(name);

    /// <summary>A task's kind as its number.</summary>
    public static string NumberOf(TaskKind kind) => kind == TaskKind.Export ? "009" : "012";

    private static V3Action Declare(Func<V3Call, JsonObject> invoke, string parameters) =>
        new(parameters.Split(' ').ToHashSet(StringComparer.Ordinal), invoke);

    private JsonObject Backup(V3Call call)
    {
        var instance = Instance(call);
        var retention = _cloud.Service.Retention;
        if (call.Number("StorageDays") is { } days)
        {
            retention = days is >= 0 and <= MaxStorageDays
                ? TimeSpan.FromDays(days)
                : throw new V3Exception(V3Error.WrongValue("StorageDays", $"is not 0 to {MaxStorageDays}"));
        }

        var task = _cloud.Workflows.StartBackup(instance, call.Text("Remark") ?? "", retention, daily: null);
        return new JsonObject { ["TaskId"] = task };
    }

    private JsonObject ReadTask(V3Call call)
    {
        var id = call.RequiredNumber("TaskId");
        var task = _cloud.Workflows.Tasks.FirstOrDefault(task => task.Id == id)
            ?? throw new BusinessException(BusinessError.TaskNotExists, "No task has this TaskId.");
        return new JsonObject
        {
            ["Status"] = NameOf(task.State),
            ["StartTime"] = ChinaTime.Write(task.StartTime),
            ["TaskType"] = task.Kind == TaskKind.Export ? "redis导出备份流程" : "redis备份流程",
            ["InstanceId"] = task.InstanceId,
            ["TaskMessage"] = task.Message,
        };
    }

    private string NameOf(TaskState state)
    {
        var name = state switch
        {
            TaskState.Waiting => "preparing",
            TaskState.Running => "running",
            TaskState.Succeeded => "succeed",
            TaskState.Failed => "failed",
            _ => "error",
        };
        return _cloud.V3.CapitalTaskStates ? char.ToUpperInvariant(name[0]) + name[1..] : name;
    }

    private JsonObject GetUrls(V3Call call)
    {
        var instance = Instance(call);
        var backup = _cloud.Workflows.Backup(instance, call.RequiredText("BackupId"));
        var limit = call.Text("LimitType") ?? "NoLimit";
        if (limit is not ("NoLimit" or "LimitOnlyIntranet" or "Customize"))
        {
            throw new V3Exception(V3Error.WrongValue("LimitType", "is not NoLimit, LimitOnlyIntranet or Customize"));
        }

        if (backup.Status is not (BackupStatus.Normal or BackupStatus.Exported) || backup.Files is not { } files)
        {
            throw new BusinessException(
                BusinessError.BackupStatusInvalid, $"The backup's status is {(int)backup.Status}: it cannot be downloaded.");
        }

        if (_cloud.V3.DownloadRefusal is { } refusal)
        {
            throw new V3Exception(new V3Error(refusal, "The backup cannot be downloaded."));
        }

        return BackupUrlDocument.Write(_cloud, _addresses, files.Shards, _cloud.V3.ExtranetUrls && limit != "LimitOnlyIntranet");
    }

    private TencentInstance Instance(V3Call call) => _cloud.Instance(call.RequiredText("InstanceId"), call.Region);
}
