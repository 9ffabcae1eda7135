using System.IO.Compression;
using System.Net;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>Every fault that can be planned.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(FailureReasons.NoPermission)]
    [InlineData(FailureReasons.WrongFilePath)]
    [InlineData(FailureReasons.GeneralError)]
    public async Task Planned_failure_ends_one_run(string reason)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.NextRun(RunFault.Fail(reason));
        var failed = await cluster.ExportAsync();
        Assert.Equal(("failed", reason), ((string?)failed["export_status"], (string?)failed["export_failure_reason"]));
        Assert.Empty(cluster.Files);
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
    }

    [Fact]
    public async Task Planned_failure_can_leave_files()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 3);
        cluster.Database.Faults.NextRun(RunFault.Fail(FailureReasons.GeneralError, filesBefore: 2));
        Assert.Equal("failed", (string?)(await cluster.ExportAsync())["export_status"]);
        Assert.Equal(2, cluster.Files.Count);
    }

    [Fact]
    public async Task Missing_file_is_not_there_though_the_run_succeeds()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 3);
        cluster.Database.Faults.NextRun(RunFault.SucceedWith(FileFault.Missing, 2));
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
        Assert.Equal(2, cluster.Files.Count);
        Assert.DoesNotContain(cluster.Files, name => name.Contains("2_of_3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task False_success_leaves_no_file()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 2);
        cluster.Database.Faults.NextRun(RunFault.SucceedWith(FileFault.Missing, 0));
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
        Assert.Empty(cluster.Files);
    }

    [Fact]
    public async Task Empty_file_has_no_bytes()
    {
        await using var cluster = await EmulatedCluster.StartAsync(shards: 2);
        cluster.Database.Faults.NextRun(RunFault.SucceedWith(FileFault.Empty, 2));
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
        var lengths = cluster.Files.Select(name => new FileInfo(Path.Combine(cluster.Folder, name)).Length).ToList();
        Assert.True(lengths[0] > 0);
        Assert.Equal(0, lengths[1]);
    }

    [Fact]
    public async Task Truncated_file_inflates_to_less()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var whole = await InflatedLengthAsync(cluster);
        cluster.Database.Faults.NextRun(RunFault.SucceedWith(FileFault.Truncated));
        Assert.InRange(await InflatedLengthAsync(cluster), 1, whole - 1);
    }

    [Fact]
    public async Task Corrupted_file_has_its_length_and_another_content()
    {
        await using var cluster = await EmulatedCluster.StartAsync(keys: 500);
        cluster.Database.Faults.NextRun(RunFault.SucceedWith(FileFault.Corrupted));
        await cluster.ExportAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.DigestOfFileAsync(cluster.Files[0]));
    }

    [Fact]
    public async Task Run_that_never_starts_is_accepted_and_stays_idle()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.NextRun(RunFault.NeverStart());
        Assert.Equal("", (string?)(await cluster.ExportAsync())["export_status"]);
        Assert.Equal(1, cluster.Database.ExportsAccepted);
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
    }

    [Fact]
    public async Task Faults_of_runs_are_taken_in_turn()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.NextRun(RunFault.None);
        cluster.Database.Faults.NextRun(RunFault.Fail(FailureReasons.NoPermission));
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
        Assert.Equal("failed", (string?)(await cluster.ExportAsync())["export_status"]);
    }

    [Fact]
    public async Task Connection_dropped_before_acceptance_starts_nothing()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.DropsBeforeAccepting = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.PostExportAsync());
        Assert.Equal((0, ""), (cluster.Database.ExportsAccepted, await cluster.GetStatusAsync()));
        using var again = await cluster.PostExportAsync();
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Connection_dropped_after_acceptance_has_started_the_export()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Hold = true;
        cluster.Database.Faults.DropsAfterAccepting = 1;
        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.PostExportAsync());
        Assert.Equal((1, "exporting"), (cluster.Database.ExportsAccepted, await cluster.GetStatusAsync()));
        cluster.Database.Hold = false;

        // The entry is written as the request ends, which may be after the client has noticed.
        while (cluster.Emulator.Journal.Entries.All(entry => entry.Method != "POST"))
        {
            await Task.Delay(10);
        }

        Assert.Null(cluster.Emulator.Journal.Entries.Single(entry => entry.Method == "POST").Status);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Planned_answers_are_given_so_many_times(int status)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var faults = cluster.Database.Faults;
        faults.Answer(RequestKind.Export, status, times: 2, retryAfter: TimeSpan.FromSeconds(7));
        faults.Answer(RequestKind.Reset, status);
        faults.Answer(RequestKind.Read, status);
        for (var i = 0; i < 2; i++)
        {
            using var export = await cluster.PostExportAsync();
            Assert.Equal(status, (int)export.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), export.Headers.RetryAfter?.Delta);
        }

        Assert.Equal(status, (int)(await cluster.PutResetAsync()).StatusCode);
        Assert.Equal(status, (int)(await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1")).StatusCode);
        Assert.Equal(0, cluster.Database.ExportsAccepted);
        Assert.Equal(HttpStatusCode.OK, (await cluster.PutResetAsync()).StatusCode);
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
    }

    [Fact]
    public async Task Busy_answers_are_counted_down()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.BusyAnswers = 2;
        await ErrorAssert.IsAsync(HttpStatusCode.Conflict, "busy", await cluster.PostExportAsync());
        await ErrorAssert.IsAsync(HttpStatusCode.Conflict, "busy", await cluster.PostExportAsync());
        Assert.Equal(HttpStatusCode.OK, (await cluster.PostExportAsync()).StatusCode);
    }

    [Fact]
    public async Task Busy_database_refuses_until_it_is_set_back()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.Busy = true;
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.PostExportAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.PutResetAsync()).StatusCode);
        cluster.Database.Faults.Busy = false;
        Assert.Equal(HttpStatusCode.OK, (await cluster.PutResetAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await cluster.PostExportAsync()).StatusCode);
    }

    [Fact]
    public async Task Stale_success_is_seen_for_so_many_reads()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var before = (string?)(await cluster.ExportAsync())["last_export_time"];
        using var reset = await cluster.PutResetAsync();
        cluster.Database.Hold = true;
        cluster.Database.Faults.StaleSucceededReads = 2;
        Assert.Equal("", await cluster.GetStatusAsync());
        using var export = await cluster.PostExportAsync();
        for (var i = 0; i < 2; i++)
        {
            var stale = await cluster.GetBdbAsync();
            Assert.Equal(("succeeded", before), ((string?)stale["export_status"], (string?)stale["last_export_time"]));
            Assert.Equal("100.0", stale["export_progress"]!.ToJsonString());
        }

        Assert.Equal("exporting", await cluster.GetStatusAsync());
        cluster.Database.Hold = false;
    }

    [Fact]
    public async Task Idle_is_seen_for_so_many_reads_after_acceptance()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Hold = true;
        cluster.Database.Faults.IdleReads = 2;
        using var export = await cluster.PostExportAsync();
        Assert.Equal("", await cluster.GetStatusAsync());
        Assert.Equal("", await cluster.GetStatusAsync());
        Assert.Equal("exporting", await cluster.GetStatusAsync());
        cluster.Database.Hold = false;
    }

    [Fact]
    public async Task Progress_can_be_text()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.ProgressAsText = true;
        Assert.Equal("\"0\"", (await cluster.GetBdbAsync())["export_progress"]!.ToJsonString());
        Assert.Equal("\"100\"", (await cluster.ExportAsync())["export_progress"]!.ToJsonString());
    }

    [Fact]
    public async Task Answers_can_be_held_back()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Faults.AnswerDelay = TimeSpan.FromMinutes(5);
        using var client = cluster.ClientOf(EmulatedCluster.Username, EmulatedCluster.Password);
        client.Timeout = TimeSpan.FromMilliseconds(300);
        await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync(new Uri("/v1/bdbs/1", UriKind.Relative)));
        cluster.Database.Faults.AnswerDelay = TimeSpan.Zero;
        Assert.Equal("", await cluster.GetStatusAsync());
    }

    private static async Task<long> InflatedLengthAsync(EmulatedCluster cluster)
    {
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
        var path = Path.Combine(cluster.Folder, cluster.Files[^1]);
        await using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var buffer = new byte[1 << 16];
        var total = 0L;
        try
        {
            for (int read; (read = await gzip.ReadAsync(buffer)) > 0; total += read)
            {
            }
        }
        catch (InvalidDataException)
        {
            // The end is missing; what came before it counts.
        }

        return total;
    }
}
