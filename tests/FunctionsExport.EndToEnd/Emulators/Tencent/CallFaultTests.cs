using System.Diagnostics;
using System.Net;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Journal;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>The faults of calls, and the journal of what was asked.</summary>
public sealed class CallFaultTests
{
    [Fact]
    public async Task Reset_before_starts_nothing_and_a_lost_reply_has_started_it()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        tencent.Instance.Hold = true;
        tencent.Emulator.Faults.NextCall("ManualBackupInstance", CallFault.ResetBefore);
        tencent.Emulator.Faults.NextCall("ManualBackupInstance", CallFault.LostReply);
        await Assert.ThrowsAsync<HttpRequestException>(() => tencent.CallAsync("ManualBackupInstance"));
        Assert.Empty(tencent.Emulator.Workflows.Backups);
        await Assert.ThrowsAsync<HttpRequestException>(() => tencent.CallAsync("ManualBackupInstance"));
        Assert.Equal(1, tencent.Instance.BackupsStarted);
        Assert.Single(tencent.Emulator.Workflows.Backups);
        Assert.Equal(10707, (int)(await tencent.CallAsync("ManualBackupInstance"))["code"]!);
        await Eventually.HoldsAsync(() => tencent.Emulator.Journal.CountOf("ManualBackupInstance") == 3);
        Assert.Equal([null, null, 200], tencent.Emulator.Journal.Entries.Select(entry => entry.HttpStatus));
    }

    [Fact]
    public async Task Half_a_reply_and_garbage_come_after_the_call_was_carried_out()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        tencent.Emulator.Faults.NextCall("ManualBackupInstance", CallFault.HalfReply);
        await Assert.ThrowsAsync<HttpRequestException>(() => tencent.Call3Async("ManualBackupInstance"));
        Assert.Equal(1, tencent.Instance.BackupsStarted);
        await tencent.Emulator.Workflows.WhenSavedAsync();
        tencent.Emulator.Faults.NextCall("ManualBackupInstance", CallFault.Garbage);
        using var answer = await tencent.SendAsync(
            new V3Request("ManualBackupInstance", tencent.Clock.GetUtcNow(), $$"""{"InstanceId":"{{EmulatedTencent.InstanceId}}"}""")
                .ToMessage(tencent.Emulator.Endpoint));
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(2, tencent.Instance.BackupsStarted);
    }

    [Fact]
    public async Task Planned_status_and_errors_are_given_so_many_times()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        var faults = tencent.Emulator.Faults;
        faults.NextCall("DescribeRedis", CallFault.Status(502));
        faults.NextCall("DescribeRedis", CallFault.Error(5100, message: "(100004)projectId"), times: 2);
        faults.NextCall("DescribeRedis", CallFault.Error(6000, "Other"));
        using var refused = await tencent.SendAsync(
            new V2Request("DescribeRedis", tencent.Clock.GetUtcNow()).ToMessage(tencent.Emulator.Endpoint));
        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        for (var call = 0; call < 2; call++)
        {
            var answer = await tencent.CallAsync("DescribeRedis");
            Assert.Equal((5100, "(100004)projectId"), ((int)answer["code"]!, (string?)answer["message"]));
        }

        Assert.Equal("Other", (string?)(await tencent.CallAsync("DescribeRedis"))["codeDesc"]);
        Assert.Equal(0, (int)(await tencent.CallAsync("DescribeRedis"))["code"]!);
        faults.NextCall("DescribeInstances", CallFault.Error("InternalError.DbOperationFailed"));
        Assert.Equal("InternalError.DbOperationFailed", await tencent.Error3Async("DescribeInstances"));
        Assert.Equal(1, (int)(await tencent.Call3Async("DescribeInstances"))["TotalCount"]!);
    }

    [Fact]
    public async Task Delayed_answer_is_late()
    {
        await using var tencent = await EmulatedTencent.StartAsync(0);
        tencent.Emulator.Faults.NextCall("DescribeRedis", CallFault.Delay(TimeSpan.FromMilliseconds(300)));
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(0, (int)(await tencent.CallAsync("DescribeRedis"))["code"]!);
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task Journal_has_what_was_asked_and_no_secret()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var backup = await tencent.BackUpAsync();
        var list = await tencent.Call3Async("DescribeBackupUrl", ("BackupId", backup));
        var url = (string)list["DownloadUrl"]![0]!;
        await tencent.DownloadAsync(url);
        await Eventually.HoldsAsync(() => tencent.Emulator.Journal.Entries.Count == 3);
        var entries = tencent.Emulator.Journal.Entries;
        Assert.Equal([TencentService.V2, TencentService.V3, TencentService.Extranet], entries.Select(entry => entry.Service));
        Assert.Equal(["Region", "redisId", "remark"], entries[0].Parameters.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("DescribeBackupUrl", backup), (entries[1].Action, entries[1].Parameters["BackupId"]));
        Assert.Equal(((string?)list["Filenames"]![0], true), (entries[2].Action, entries[2].Bytes > 0));
        var text = string.Join('\n', entries.Select(entry => entry + string.Join(',', entry.Parameters.Values)));
        Assert.DoesNotContain(EmulatedTencent.SecretId, text, StringComparison.Ordinal);
        Assert.DoesNotContain("sign", text, StringComparison.OrdinalIgnoreCase);
    }
}
