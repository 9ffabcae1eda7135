using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>The states of an export and the way from one to the next.</summary>
public sealed partial class StatusTests
{
    [Fact]
    public async Task Status_of_a_run_stays_until_it_is_reset()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        Assert.Equal("", await cluster.GetStatusAsync());
        var ended = await cluster.ExportAsync();
        Assert.Equal("succeeded", (string?)ended["export_status"]);

        using var reset = await cluster.PutResetAsync();
        Assert.Equal(HttpStatusCode.OK, reset.StatusCode);
        Assert.Equal("", await reset.Content.ReadAsStringAsync());
        var idle = await cluster.GetBdbAsync();
        Assert.Equal("", (string?)idle["export_status"]);
        Assert.Equal("0.0", idle["export_progress"]!.ToJsonString());
        Assert.Equal((string?)ended["last_export_time"], (string?)idle["last_export_time"]);
    }

    [Fact]
    public async Task Reset_clears_the_failure()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var failed = await cluster.ExportAsync("/no/such/folder");
        Assert.Equal("failed", (string?)failed["export_status"]);
        Assert.Equal("wrong-file-path", (string?)failed["export_failure_reason"]);
        Assert.False(failed.ContainsKey("last_export_time"));

        using var reset = await cluster.PutResetAsync();
        var idle = await cluster.GetBdbAsync();
        Assert.Equal(("", ""), ((string?)idle["export_status"], (string?)idle["export_failure_reason"]));
    }

    [Fact]
    public async Task Reset_during_a_run_is_409_and_changes_nothing()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Hold = true;
        using var export = await cluster.PostExportAsync();
        using var reset = await cluster.PutResetAsync();
        await ErrorAssert.IsAsync(HttpStatusCode.Conflict, "busy", reset);
        Assert.Equal("exporting", await cluster.GetStatusAsync());
        cluster.Database.Hold = false;
    }

    [Fact]
    public async Task Export_time_is_that_of_the_last_success()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var first = await cluster.ExportAsync();
        var time = (string)first["last_export_time"]!;
        Assert.Matches(ApiTime(), time);

        cluster.Database.Faults.NextRun(RunFault.Fail(FailureReasons.GeneralError));
        var failed = await cluster.ExportAsync();
        Assert.Equal("failed", (string?)failed["export_status"]);
        Assert.Equal(time, (string?)failed["last_export_time"]);

        var second = await cluster.ExportAsync();
        Assert.True(string.CompareOrdinal(time, (string?)second["last_export_time"]) < 0);
        Assert.Equal("", (string?)second["export_failure_reason"]);
    }

    [Theory]
    [InlineData(nameof(IdleForm.EmptyString), "\"\"")]
    [InlineData(nameof(IdleForm.Idle), "\"idle\"")]
    [InlineData(nameof(IdleForm.Null), "null")]
    public async Task Idle_has_the_form_that_is_set(string form, string expected)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Emulator.Answers.Idle = Enum.Parse<IdleForm>(form);
        var bdb = await cluster.GetBdbAsync();
        Assert.True(bdb.TryGetPropertyValue("export_status", out var status));
        Assert.Equal(expected, status?.ToJsonString() ?? "null");
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
    }

    [Fact]
    public async Task Idle_can_be_absent()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Emulator.Answers.Idle = IdleForm.Absent;
        var bdb = await cluster.GetBdbAsync();
        Assert.DoesNotContain(bdb, pair => pair.Key.StartsWith("export_", StringComparison.Ordinal));
        Assert.Equal("succeeded", (string?)(await cluster.ExportAsync())["export_status"]);
    }

    [Fact]
    public async Task Progress_rises_and_stays_below_100_until_the_end()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Database.Pace = new Pace(TimeSpan.FromMilliseconds(600), 4);
        using var answer = await cluster.PostExportAsync();
        var seen = new List<JsonObject>();
        do
        {
            seen.Add(await cluster.GetBdbAsync("?fields=export_status,export_progress"));
        }
        while ((string?)seen[^1]["export_status"] == "exporting");

        var progress = seen.ConvertAll(bdb => bdb["export_progress"]!.GetValue<double>());
        Assert.Equal(100, progress[^1]);
        Assert.All(progress.SkipLast(1), value => Assert.Contains(value, new double[] { 0, 25, 50, 75, 99 }));
        Assert.Equal(progress.Order(), progress);
        Assert.Single(cluster.Files);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 0, 0.5, 50)]
    [InlineData(0, 0, 1, 99)]
    [InlineData(10, 5, 1, 50)]
    [InlineData(10, 3.3333, 0, 33.3)]
    [InlineData(10, 20, 1, 99)]
    public void Pace_gives_the_progress_of_a_time(double seconds, double elapsed, double saved, double expected) =>
        Assert.Equal(expected, new Pace(TimeSpan.FromSeconds(seconds)).ProgressAt(TimeSpan.FromSeconds(elapsed), saved));

    [Theory]
    [InlineData(1.9, 0)]
    [InlineData(2, 20)]
    [InlineData(9.9, 80)]
    [InlineData(10, 99)]
    public void Pace_in_steps_waits_for_the_next_step(double elapsed, double expected) =>
        Assert.Equal(expected, new Pace(TimeSpan.FromSeconds(10), 5).ProgressAt(TimeSpan.FromSeconds(elapsed), 1));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    private static partial Regex ApiTime();
}
