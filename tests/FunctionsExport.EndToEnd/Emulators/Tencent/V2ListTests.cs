using System.Text.Json.Nodes;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>The lists of API v2.</summary>
public sealed class V2ListTests
{
    [Fact]
    public async Task Backups_are_paged_and_in_order()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var ids = new List<string>();
        for (var age = 5; age > 0; age--)
        {
            ids.Add((await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId, TimeSpan.FromDays(age))).Id);
        }

        Assert.Equal(ids[..2], await IdsAsync(tencent, "2", "0"));
        Assert.Equal(ids[1..3], await IdsAsync(tencent, "2", "1"));
        Assert.Equal(ids[4..], await IdsAsync(tencent, "2", "4"));
        Assert.Empty(await IdsAsync(tencent, "2", "5"));
        Assert.Empty(await IdsAsync(tencent, "2", "500"));
        tencent.Emulator.V2.LimitMaximum = 3;
        Assert.Equal(ids[..3], await IdsAsync(tencent, "100", "0"));
        tencent.Emulator.V2.NewestFirst = true;
        Assert.Equal([ids[4], ids[3]], await IdsAsync(tencent, "2", "0"));
        tencent.Emulator.V2.OffsetBeyondIsError = true;
        Assert.Equal(11201, (int)(await tencent.CallAsync("GetRedisBackupList", ("limit", "2"), ("offset", "5")))["code"]!);
    }

    [Fact]
    public async Task Backup_has_the_documented_fields_in_beijing_time()
    {
        var now = new DateTimeOffset(2017, 2, 8, 8, 46, 34, TimeSpan.Zero);
        await using var tencent = await EmulatedTencent.StartAsync(now: now);
        var backup = await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId, automatic: false, remark: "testAPI");
        var answer = await tencent.CallAsync("GetRedisBackupList", ("limit", "10"), ("offset", "0"));
        Assert.Equal(
            "{\"code\":0,\"message\":\"\",\"codeDesc\":\"Success\",\"totalCount\":1,\"data\":{\"redisBackupSet\":["
                + "{\"startTime\":\"2017-02-08 16:46:34\",\"backupId\":\"" + backup.Id + "\","
                + "\"backupType\":\"manualBackupInstance\",\"status\":2,\"remark\":\"testAPI\",\"locked\":0}]}}",
            answer.ToJsonString());
    }

    [Fact]
    public async Task Backups_are_chosen_by_their_start()
    {
        var now = new DateTimeOffset(2017, 2, 8, 8, 46, 34, TimeSpan.Zero);
        await using var tencent = await EmulatedTencent.StartAsync(now: now);
        await tencent.Emulator.AddBackupAsync(EmulatedTencent.InstanceId);
        foreach (var (begin, end, count) in new[]
        {
            ("2017-02-08 16:46:34", "2017-02-08 16:46:34", 1), ("2017-02-08 16:46:35", "2017-02-08 17:46:34", 0),
            ("2017-02-08 15:46:34", "2017-02-08 16:46:33", 0),
        })
        {
            Assert.Equal(count, (int)(await tencent.CallAsync(
                "GetRedisBackupList", ("limit", "10"), ("offset", "0"), ("beginTime", begin), ("endTime", end)))["totalCount"]!);
        }

        Assert.Equal(11201, (int)(await tencent.CallAsync(
            "GetRedisBackupList", ("limit", "10"), ("offset", "0"), ("beginTime", "2017-02-08T16:46:34Z")))["code"]!);
    }

    [Fact]
    public async Task Tasks_are_listed_without_ids_and_can_be_chosen()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.BackUpAsync();
        tencent.Instance.Hold = true;
        await tencent.DataAsync("ExportRedisBackup", ("backupId", backup));
        var tasks = await TasksAsync(tencent);
        Assert.Equal(["exportBackup", "backupInstance"], tasks.Select(task => (string?)task!["taskName"]));
        Assert.Equal([1, 2], tasks.Select(task => (int)task!["status"]!));
        Assert.Equal([0, 1], tasks.Select(task => (int)task!["progress"]!));
        Assert.False(tasks[0]!.AsObject().ContainsKey("requestId"));
        Assert.Equal("exportBackup", (string?)Assert.Single(await TasksAsync(tencent, ("taskStatus.0", "0"), ("taskStatus.1", "1")))!["taskName"]);
        Assert.Equal("backupInstance", (string?)Assert.Single(await TasksAsync(tencent, ("taskType.0", "task_backupInstance")))!["taskName"]);
        Assert.Empty(await TasksAsync(tencent, ("redisName", "other")));
    }

    [Fact]
    public async Task Instance_has_its_type_and_region()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var answer = await tencent.CallAsync("DescribeRedis");
        var instance = Assert.Single(answer["data"]!["redisSet"]!.AsArray())!;
        Assert.Equal(
            (EmulatedTencent.InstanceId, 1, 1, 2),
            ((string?)instance["redisId"], (int)instance["typeId"]!, (int)instance["regionId"]!, (int)instance["status"]!));
        Assert.Equal(0, (int)(await tencent.CallAsync("DescribeRedis", ("redisId", "crs-aaaaaaaa")))["totalCount"]!);
    }

    private static async Task<IEnumerable<string?>> IdsAsync(EmulatedTencent tencent, string limit, string offset)
    {
        var answer = await tencent.CallAsync("GetRedisBackupList", ("limit", limit), ("offset", offset));
        Assert.Equal(5, (int)answer["totalCount"]!);
        return answer["data"]!["redisBackupSet"]!.AsArray().Select(backup => (string?)backup!["backupId"]);
    }

    private static async Task<JsonArray> TasksAsync(EmulatedTencent tencent, params (string Name, string Value)[] parameters) =>
        (await tencent.DataAsync("GetRedisTaskList", [("limit", "10"), ("offset", "0"), .. parameters]))["redisTaskSet"]!.AsArray();
}
