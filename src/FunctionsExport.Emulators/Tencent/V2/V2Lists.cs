using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>The actions of API v2 that list: instances, backups, tasks.</summary>
internal sealed class V2Lists(Cloud cloud)
{
    private const int DefaultLimit = 20;

    /// <summary>DescribeRedis (260/1384).</summary>
    public JsonObject Instances(V2Call call)
    {
        var id = call.Text("redisId");
        var name = call.Text("redisName");
        var matching = cloud.Instances
            .Where(instance => instance.Definition.Region == call.Region.Name)
            .Where(instance => id is null || instance.Definition.Id == id)
            .Where(instance => name is null || instance.Definition.Name == name);
        return Page(call, "redisSet", [.. matching.Select(Write)], call.Number("limit"), call.Number("offset"));
    }

    /// <summary>GetRedisBackupList (239/8403). An instance that is not there has an empty list: the page names no error for it.</summary>
    public JsonObject Backups(V2Call call)
    {
        var (limit, offset) = (call.RequiredNumber("limit"), call.RequiredNumber("offset"));
        var (begin, end) = (call.Time("beginTime"), call.Time("endTime"));
        var id = call.RequiredText("redisId");
        var inRegion = cloud.Find(id)?.Definition.Region == call.Region.Name;
        var matching = cloud.Workflows.Backups
            .Where(backup => inRegion && backup.InstanceId == id && backup.Status != BackupStatus.Deleted)
            .Where(backup => InRange(backup.StartTime, begin, end))
            .Select(Write);
        return Page(call, "redisBackupSet", [.. cloud.V2.NewestFirst ? matching.Reverse() : matching], limit, offset);
    }

    /// <summary>GetRedisTaskList (239/8404): the newest first, without the tasks' ids.</summary>
    public JsonObject Tasks(V2Call call)
    {
        var (limit, offset) = (call.RequiredNumber("limit"), call.RequiredNumber("offset"));
        var (begin, end) = (call.Time("beginTime"), call.Time("endTime"));
        var (id, name) = (call.Text("redisId"), call.Text("redisName"));
        var states = call.Texts("taskStatus");
        var types = call.Texts("taskType");
        var matching =
            from task in cloud.Workflows.Tasks.Reverse()
            let instance = cloud.Find(task.InstanceId)!.Definition
            where instance.Region == call.Region.Name
            where (id is null || instance.Id == id) && (name is null || instance.Name == name)
            where InRange(task.StartTime, begin, end)
            where states.Count == 0 || states.Contains(((int)task.State).ToString(CultureInfo.InvariantCulture))
            where types.Count == 0 || types.Contains("task_" + NameOf(task.Kind))
            select Write(task, instance);
        return Page(call, "redisTaskSet", [.. matching], limit, offset);
    }

    private JsonObject Page(V2Call call, string name, IReadOnlyList<JsonObject> all, int? limit, int? offset)
    {
        var (size, start) = (Math.Min(limit ?? DefaultLimit, cloud.V2.LimitMaximum), offset ?? 0);
        if (start > 0 && start >= all.Count && cloud.V2.OffsetBeyondIsError)
        {
            throw V2Call.Wrong("offset", $"of {call.Action} is beyond the list");
        }

        return V2Answer.List(name, all.Count, all.Skip(start).Take(size), cloud.V2);
    }

    private JsonObject Write(TencentInstance instance)
    {
        var definition = instance.Definition;
        var region = Region.Find(definition.Region)!;
        return new JsonObject
        {
            ["redisName"] = definition.Name,
            ["redisId"] = definition.Id,
            ["appid"] = cloud.AppId,
            ["projectId"] = definition.ProjectId,
            ["regionId"] = region.Id ?? 0,
            ["zoneId"] = ((region.Id ?? 0) * 100_000) + 2,
            ["vpcId"] = 0,
            ["subnetId"] = 0,
            ["status"] = instance.Status,
            ["statusDesc"] = instance.Status == TencentInstance.Running ? "实例运行中" : "",
            ["wanIp"] = "10.66.114.214",
            ["port"] = 6379,
            ["createtime"] = "2015-09-11 11:16:00",
            ["size"] = definition.SizeMegabytes,
            ["sizeUsed"] = 0,
            ["typeId"] = (int)definition.Edition,
            ["deadlineTime"] = "2036-09-19 00:00:00",
        };
    }

    private static JsonObject Write(Backup backup) => new()
    {
        ["startTime"] = ChinaTime.Write(backup.StartTime),
        ["backupId"] = backup.Id,
        ["backupType"] = backup.Automatic ? "systemBackupInstance" : "manualBackupInstance",
        ["status"] = (int)backup.Status,
        ["remark"] = backup.Remark,
        ["locked"] = backup.Locked ? 1 : 0,
    };

    private static JsonObject Write(TaskView task, EmulatedInstance instance) => new()
    {
        ["startTime"] = ChinaTime.Write(task.StartTime),
        ["taskName"] = NameOf(task.Kind),
        ["redisName"] = instance.Name,
        ["redisId"] = instance.Id,
        ["projectId"] = instance.ProjectId,
        ["status"] = (int)task.State,
        ["progress"] = task.EndTime is null ? 0 : 1,
    };

    private static string NameOf(TaskKind kind) => kind == TaskKind.Export ? "exportBackup" : "backupInstance";

    // Times in parameters have no fractions of a second, and what began within the last second of the range is in it.
    private static bool InRange(DateTimeOffset time, DateTimeOffset? begin, DateTimeOffset? end)
    {
        var seconds = time.ToUnixTimeSeconds();
        return !(seconds < begin?.ToUnixTimeSeconds()) && !(seconds > end?.ToUnixTimeSeconds());
    }
}
