using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>What the documentation leaves open: each form that can be set.</summary>
public sealed class OpenPointTests
{
    [Theory]
    [InlineData(404, 99, false)]
    [InlineData(409, 1, true)]
    public async Task Error_code_can_be_another(int status, int uid, bool busy)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Database.Faults.Busy = busy;
        cluster.Emulator.Answers.ErrorCodes = new Dictionary<int, string> { [status] = "some_code" };
        using var answer = await cluster.PostExportAsync(uid: uid);
        await ErrorAssert.IsAsync((HttpStatusCode)status, "some_code", answer);
    }

    [Fact]
    public async Task Error_code_of_a_bad_request_can_be_another()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.Answers.ErrorCodes = new Dictionary<int, string> { [400] = "bad_location" };
        using var answer = await cluster.PostExportAsync("{}");
        await ErrorAssert.IsAsync(HttpStatusCode.BadRequest, "bad_location", answer);
    }

    [Fact]
    public async Task Idle_after_a_reset_can_differ()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.Answers.IdleAfterReset = IdleForm.Idle;
        Assert.Equal("", await cluster.GetStatusAsync());
        using var reset = await cluster.PutResetAsync();
        Assert.Equal("idle", await cluster.GetStatusAsync());
    }

    [Fact]
    public async Task Start_can_be_seen_late()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Hold = true;
        cluster.Emulator.Answers.StartDelaySeconds = 3600;
        using var export = await cluster.PostExportAsync();
        Assert.Equal("", await cluster.GetStatusAsync());
        cluster.Emulator.Answers.StartDelaySeconds = 0;
        Assert.Equal("exporting", await cluster.GetStatusAsync());
        cluster.Database.Hold = false;
    }

    [Fact]
    public async Task Success_of_before_can_be_seen_for_a_while()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        await cluster.ExportAsync();
        using var reset = await cluster.PutResetAsync();
        cluster.Database.Hold = true;
        cluster.Emulator.Answers.StaleSucceededSeconds = 3600;
        Assert.Equal("", await cluster.GetStatusAsync());
        using var export = await cluster.PostExportAsync();
        Assert.Equal("succeeded", await cluster.GetStatusAsync());
        cluster.Emulator.Answers.StaleSucceededSeconds = 0;
        Assert.Equal("exporting", await cluster.GetStatusAsync());
        cluster.Database.Hold = false;
    }

    [Theory]
    [InlineData(nameof(ProgressAfterEnd.Kept), "100.0")]
    [InlineData(nameof(ProgressAfterEnd.Zero), "0.0")]
    [InlineData(nameof(ProgressAfterEnd.Absent), null)]
    public async Task Progress_after_the_end_can_differ(string form, string? expected)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Emulator.Answers.ProgressAfterEnd = Enum.Parse<ProgressAfterEnd>(form);
        Assert.Equal(expected, (await cluster.ExportAsync())["export_progress"]?.ToJsonString());
    }

    [Theory]
    [InlineData(nameof(ResetWhileExporting.Conflict), HttpStatusCode.Conflict, "exporting", "succeeded")]
    [InlineData(nameof(ResetWhileExporting.Ignored), HttpStatusCode.OK, "exporting", "succeeded")]
    [InlineData(nameof(ResetWhileExporting.Resets), HttpStatusCode.OK, "", "")]
    public async Task Reset_during_a_run_can_differ(string form, HttpStatusCode status, string during, string after)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Emulator.Answers.ResetWhileExporting = Enum.Parse<ResetWhileExporting>(form);
        cluster.Database.Hold = true;
        using var export = await cluster.PostExportAsync();
        using var reset = await cluster.PutResetAsync();
        Assert.Equal(status, reset.StatusCode);
        Assert.Equal(during, await cluster.GetStatusAsync());
        cluster.Database.Hold = false;
        await cluster.Database.WhenDoneAsync();
        Assert.Equal(after, await cluster.GetStatusAsync());
        Assert.Single(cluster.Files);
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Conflict)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task Export_during_a_scheduled_backup_can_differ(bool accepted, HttpStatusCode status)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Database.BackupRunning = true;
        cluster.Emulator.Answers.ExportDuringBackup = accepted;
        Assert.Equal("exporting", (string?)(await cluster.GetBdbAsync())["backup_status"]);
        using var answer = await cluster.PostExportAsync();
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Name_of_the_action_can_differ()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Emulator.Answers.ExportActionName = "export_bdb";
        await cluster.ExportAsync();
        using var answer = await cluster.SendAsync(HttpMethod.Get, "/v2/actions");
        Assert.Contains("\"name\":\"export_bdb\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_can_be_text()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Emulator.Answers.NumbersAsText = true;
        Assert.Equal("\"100\"", (await cluster.ExportAsync())["export_progress"]!.ToJsonString());
        using var actions = await cluster.SendAsync(HttpMethod.Get, "/v2/actions");
        var action = JsonNode.Parse(await actions.Content.ReadAsStringAsync())![0]!;
        Assert.Equal(JsonValueKind.String, action["creation_time"]!.GetValueKind());
        Assert.Equal("\"100\"", action["progress"]!.ToJsonString());
        using var logs = await cluster.SendAsync(HttpMethod.Get, "/v1/logs");
        Assert.Contains("\"bdb_uid\":\"1\"", await logs.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_such_field", HttpStatusCode.BadRequest)]
    [InlineData("uid, last_export_time,action_uid,export_status", HttpStatusCode.OK)]
    public async Task Unknown_fields_of_the_filter_can_be_refused(string fields, HttpStatusCode status)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.Answers.RefusesUnknownFields = true;
        foreach (var path in new[] { "/v1/bdbs", "/v1/bdbs/1" })
        {
            using var answer = await cluster.SendAsync(HttpMethod.Get, $"{path}?fields={fields}");
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Unknown_fields_of_the_body_can_be_passed_over()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.Answers.IgnoresUnknownBodyFields = true;
        using var answer = await cluster.PostExportAsync(
            """{"export_location":{"type":"mount_point","path":"/x"},"dry_run":true}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Files_can_have_short_names_and_stamps_of_another_zone()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 2);
        cluster.Emulator.Answers.ShortFileNames = true;
        cluster.Emulator.Answers.StampOffsetMinutes = 120;
        cluster.Emulator.Answers.StampSpreadSeconds = 1;
        var before = DateTime.UtcNow.AddHours(2).AddMinutes(-1).ToString("yyyyMMdd-HHmmss");
        await cluster.ExportAsync();
        Assert.Equal(2, cluster.Files.Count);
        Assert.EndsWith("-1-orders-1_of_2.rdb.gz", cluster.Files[0], StringComparison.Ordinal);
        Assert.EndsWith("-1-orders-2_of_2.rdb.gz", cluster.Files[1], StringComparison.Ordinal);
        Assert.True(string.CompareOrdinal("bk" + before, cluster.Files[0]) < 0);
        Assert.NotEqual(cluster.Files[0][..17], cluster.Files[1][..17]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    public async Task Status_can_be_lost_at_a_percent_with_or_without_files(int files, int expected)
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 2);
        cluster.Database.Faults.NextRun(RunFault.LoseStatus(60, files));
        var bdb = await cluster.ExportAsync();
        Assert.Equal("", (string?)bdb["export_status"]);
        Assert.False(bdb.ContainsKey("last_export_time"));
        Assert.Equal(expected, cluster.Files.Count);
    }
}
