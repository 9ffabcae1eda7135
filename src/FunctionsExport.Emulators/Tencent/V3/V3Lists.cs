using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>The actions of API 3.0 that list: instances, backups, tasks.</summary>
internal sealed class V3Lists(Cloud cloud)
{
    private const int DefaultLimit = 20;
    private const int MaxInstances = 1000;
    private const int MaxItems = 100;
    private static readonly TimeSpan MaxSpan = TimeSpan.FromDays(30);

    /// <summary>DescribeInstances (239/20018).</summary>
    public JsonObject Instances(V3Call call)
    {
        var (id, name) = (call.Text("InstanceId"), call.Text("InstanceName"));
        var (states, type) = (call.Numbers("Status"), call.Number("Type"));
        var matching = cloud.Instances
            .Where(instance => instance.Definition.Region == call.Region.Name)
            .Where(instance => id is null || instance.Definition.Id == id)
            .Where(instance => name is null || instance.Definition.Name.Contains(name, StringComparison.Ordinal))
            .Where(instance => states.Count == 0 || states.Contains(instance.Status))
            .Where(instance => type is null || type == InstanceType.Of(instance.Definition.Edition));
        return Page(call, "InstanceSet", [.. matching.Select(Write)], MaxInstances);
    }

    /// <summary>DescribeInstanceBackups (239/20011).</summary>
    public JsonObject Backups(V3Call call)
    {
        var (id, name) = (call.Text("InstanceId"), call.Text("InstanceName"));
        if (id is not null)
        {
            cloud.Instance(id, call.Region);
        }

        var (begin, end) = Span(call);
        var states = call.Numbers("Status");
        var matching =
            from backup in cloud.Workflows.Backups
            let instance = cloud.Find(backup.InstanceId)!.Definition
            where instance.Region == call.Region.Name && (id is null || instance.Id == id)
            where name is null || instance.Name.Contains(name, StringComparison.Ordinal)
            where states.Count == 0 ? backup.Status != BackupStatus.Deleted : states.Contains((long)backup.Status)
            where InRange(backup.StartTime, begin, end)
            select Write(backup, instance);
        var set = cloud.V3.OldBackupSetName ? "RedisBackupSet" : "BackupSet";
        return Page(call, set, [.. cloud.V3.NewestFirst ? matching.Reverse() : matching], MaxItems);
    }

    /// <summary>DescribeTaskList (239/39374): the newest first.</summary>
    public JsonObject Tasks(V3Call call)
    {
        var (id, name) = (call.Text("InstanceId"), call.Text("InstanceName"));
        var (begin, end) = Span(call);
        var (types, results) = (call.Texts("TaskTypes"), call.Numbers("Result"));
        var matching =
            from task in cloud.Workflows.Tasks.Reverse()
            let instance = cloud.Find(task.InstanceId)!.Definition
            where instance.Region == call.Region.Name && (id is null || instance.Id == id)
            where name is null || instance.Name.Contains(name, StringComparison.Ordinal)
            where types.Count == 0 || types.Contains(V3Actions.NumberOf(task.Kind)) || types.Contains(FlowOf(task.Kind))
            where results.Count == 0 || results.Contains(ResultOf(task.State))
            where InRange(task.StartTime, begin, end)
            select Write(task, instance);
        return Page(call, "Tasks", [.. matching], MaxItems);
    }

    private static JsonObject Page(V3Call call, string name, List<JsonObject> all, int maximum)
    {
        var (limit, offset) = (call.Number("Limit") ?? DefaultLimit, call.Number("Offset") ?? 0);
        if (limit < 1 || limit > maximum)
        {
            throw new V3Exception(V3Error.WrongValue("Limit", $"is not 1 to {maximum}"));
        }

        if (offset < 0 || offset % limit != 0)
        {
            throw new V3Exception(V3Error.WrongValue("Offset", "is not a multiple of Limit"));
        }

        var page = all.Skip((int)Math.Min(offset, int.MaxValue)).Take((int)limit);
        return new JsonObject { ["TotalCount"] = all.Count, [name] = new JsonArray([.. page]) };
    }

    private (DateTimeOffset? Begin, DateTimeOffset? End) Span(V3Call call)
    {
        var (begin, end) = (call.Time("BeginTime"), call.Time("EndTime"));
        return begin is not null && (end ?? cloud.Clock.Now) - begin > MaxSpan
            ? throw new V3Exception(V3Error.WrongValue("BeginTime", "is more than 30 days before EndTime"))
            : (begin, end);
    }

    // Times in parameters have no fractions of a second, and what began within the last second of the range is in it.
    private static bool InRange(DateTimeOffset time, DateTimeOffset? begin, DateTimeOffset? end)
    {
        var seconds = time.ToUnixTimeSeconds();
        return !(seconds < begin?.ToUnixTimeSeconds()) && !(seconds > end?.ToUnixTimeSeconds());
    }

    private JsonObject Write(TencentInstance instance)
    {
        var definition = instance.Definition;
        var region = Region.Find(definition.Region)!;
        return new JsonObject
        {
            ["InstanceName"] = definition.Name,
            ["InstanceId"] = definition.Id,
            ["Appid"] = cloud.AppId,
            ["ProjectId"] = definition.ProjectId,
            ["RegionId"] = region.Id ?? 0,
            ["ZoneId"] = ((region.Id ?? 0) * 100_000) + 2,
            ["Status"] = instance.Status,
            ["WanIp"] = "10.66.114.214",
            ["Port"] = 6379,
            ["Createtime"] = "2019-09-11 11:16:00",
            ["Size"] = definition.SizeMegabytes,
            ["SizeUsed"] = 0,
            ["Type"] = InstanceType.Of(definition.Edition),
            ["Engine"] = "Redis",
            ["ProductType"] = InstanceType.IsCluster(definition.Edition) ? "cluster" : "standalone",
            ["RedisShardSize"] = definition.SizeMegabytes / definition.Shards.Count,
            ["RedisShardNum"] = definition.Shards.Count,
            ["RedisReplicasNum"] = 1,
            ["Region"] = definition.Region,
        };
    }

    private JsonObject Write(Backup backup, EmulatedInstance instance) => new()
    {
        ["BackupId"] = backup.Id,
        ["BackupSize"] = backup.Files?.Shards.Sum(file => file.Size) ?? 0,
        ["BackupType"] = (cloud.V3.OldBackupTypes, backup.Automatic) switch
        {
            (true, true) => "systemBackupInstance",
            (true, false) => "manualBackupInstance",
            (false, true) => "1",
            (false, false) => "0",
        },
        ["Encrypted"] = backup.Encrypted,
        ["EndTime"] = backup.EndTime is { } end ? ChinaTime.Write(end) : "",
        ["ExpireTime"] = ChinaTime.Write(backup.ExpireTime),
        ["FileType"] = "RDB-Redis 7.0",
        ["FullBackup"] = 0,
        ["InstanceId"] = instance.Id,
        ["InstanceName"] = instance.Name,
        ["InstanceType"] = InstanceType.Of(instance.Edition),
        ["Locked"] = backup.Locked ? 1 : 0,
        ["Region"] = instance.Region,
        ["Remark"] = backup.Remark,
        ["StartTime"] = ChinaTime.Write(backup.StartTime),
        ["Status"] = (int)backup.Status,
    };

    private static JsonObject Write(TaskView task, EmulatedInstance instance) => new()
    {
        ["TaskId"] = task.Id,
        ["StartTime"] = ChinaTime.Write(task.StartTime),
        ["TaskType"] = V3Actions.NumberOf(task.Kind),
        ["InstanceName"] = instance.Name,
        ["InstanceId"] = instance.Id,
        ["ProjectId"] = instance.ProjectId,
        ["Progress"] = task.Progress,
        ["EndTime"] = task.EndTime is { } end ? ChinaTime.Write(end) : "",
        ["Result"] = ResultOf(task.State),
    };

    private static string FlowOf(TaskKind kind) => kind == TaskKind.Export ? "FLOW_EXPORTBACKUP" : "FLOW_BACKUPINSTANCE";

    private static int ResultOf(TaskState state) => state switch
    {
        TaskState.Waiting => 0,
        TaskState.Running => 1,
        TaskState.Succeeded => 2,
        _ => 4,
    };
}
