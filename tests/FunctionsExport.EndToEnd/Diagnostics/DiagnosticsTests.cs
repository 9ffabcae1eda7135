using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsExport.EndToEnd.Processes;

namespace FunctionsExport.EndToEnd.Diagnostics;

/// <summary>What operators see of real exports: metrics, spans, the app's health.</summary>
public sealed partial class DiagnosticsTests(DiagnosticsWorld world) : IClassFixture<DiagnosticsWorld>
{
    [Fact]
    public void Every_documented_metric_arrives_with_its_unit_and_labels()
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "metrics.md")));

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var points = Points(row.Groups["name"].Value);
            var labels = Name().Matches(row.Groups["labels"].Value).Select(m => m.Groups[1].Value).Order();
            Assert.True(points.Count > 0, $"{row.Groups["name"].Value} did not arrive.");
            Assert.All(points, p => Assert.Equal(row.Groups["unit"].Value, p.Unit));
            Assert.All(points, p => Assert.Equal(labels, p.Labels.Keys.Order()));
        });
    }

    [Fact]
    public void Exports_are_counted_by_outcome_and_reason()
    {
        var points = Points("functionsexport.exports").Where(p => p.Has("source", "orders")).ToList();
        var code = (string)world.Failed["failure"]!["code"]!;

        Assert.Equal(2, points.Count);
        Assert.Single(points, p => p.Has("outcome", "succeeded") && p.Has("reason", "none") && p.Has("trigger", "http") && p.Value == 1);
        Assert.Single(points, p => p.Has("outcome", "failed") && p.Has("reason", code) && p.Has("trigger", "http") && p.Value == 1);
    }

    [Fact]
    public void Durations_bytes_and_checks_are_measured()
    {
        Assert.Equal(2ul, Total("functionsexport.export.duration", p => p.Count));
        Assert.Equal(
            [("exporting", 2ul), ("fetching", 1ul), ("queued", 2ul), ("starting", 2ul), ("verifying", 1ul)],
            Points("functionsexport.phase.duration").Select(p => (p.Labels["phase"], p.Count)).Order());
        var lasted = ((DateTimeOffset)world.Succeeded["endedAt"]! - (DateTimeOffset)world.Succeeded["requestedAt"]!).TotalSeconds;
        var succeeded = Assert.Single(Points("functionsexport.export.duration"), p => p.Has("outcome", "succeeded"));
        Assert.Equal(lasted, succeeded.Value, tolerance: 0.001);
        Assert.Equal(
            world.Succeeded["files"]!.AsArray().Sum(f => (long)f!["size"]!), Assert.Single(Points("functionsexport.fetched")).Value);
        Assert.True(Points("functionsexport.status.checks").Single(p => p.Has("source", "orders")).Value >= 2);
    }

    [Fact]
    public void Source_that_is_late_is_measured_and_shown_and_the_other_is_not()
    {
        Assert.Equal(["late"], Points("functionsexport.source.overdue").Where(p => p.Value == 1).Select(p => p.Labels["source"]));
        Assert.True(Points("functionsexport.source.behind_schedule").Single(p => p.Has("source", "late")).Value >= 60);
        Assert.Equal(["orders"], Points("functionsexport.source.last_success.age").Select(p => p.Labels["source"]));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, world.Detail.Status);
        Assert.Equal(("overdue", "reachable"), ((string)world.Detail.Body["status"]!, (string)world.Detail.Body["storage"]!));
        Assert.Equal(["late"], world.Detail.Body["overdue"]!.AsArray().Select(o => (string)o!));
        Assert.True((bool)world.SourceThatIsLate.Body["overdue"]!);
    }

    [Fact]
    public void Detail_of_the_health_needs_a_key_and_the_open_route_points_to_it()
    {
        Assert.Equal((HttpStatusCode.Unauthorized, ""), (world.DetailWithoutKey.Status, world.DetailWithoutKey.Text));
        Assert.Equal((HttpStatusCode.TemporaryRedirect, "/api/health/detail"), (world.SentOn.Status, world.SentOn.Location));
        Assert.DoesNotContain("late", world.SentOn.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Spans_of_an_export_are_one_trace()
    {
        var succeeded = SpansOf(world.Succeeded);
        var failed = SpansOf(world.Failed);

        Assert.Equal(
            [
                "AcquireDatabase", "CheckExport", "Export", "FetchFile", "FetchFile", "LocateFiles", "PrepareExport", "ReleaseDatabase",
                "StartExport", "WriteManifest",
            ],
            succeeded.Select(s => s.Name).Where((name, i) => name != "CheckExport" || i == succeeded.FindIndex(s => s.Name == name)));
        Assert.Single(succeeded.Concat(failed).Where(s => s.Name == "Export").Select(s => s.Labels["export.source"]).Distinct());
        Assert.Single(succeeded.Select(s => s.Trace).Distinct());
        Assert.Single(failed.Select(s => s.Trace).Distinct());
        Assert.NotEqual(succeeded[0].Trace, failed[0].Trace);
        Assert.All(succeeded.Concat(failed), s => Assert.Equal("", s.Parent));
        Assert.All(succeeded, s => Assert.Null(s.Error));

        var whole = Assert.Single(failed, s => s.Name == "Export");
        var code = (string)world.Failed["failure"]!["code"]!;
        Assert.Equal((code, code, "failed"), (whole.Error, whole.Labels["export.reason"], whole.Labels["export.outcome"]));
        var lasted = (DateTimeOffset)world.Failed["endedAt"]! - (DateTimeOffset)world.Failed["requestedAt"]!;
        Assert.Equal(lasted.TotalSeconds, whole.Duration.TotalSeconds, tolerance: 0.001);
    }

    [Fact]
    public void Nothing_secret_is_sent()
    {
        var sent = world.Receiver.Everything;

        Assert.Contains("exports-under-test", sent, StringComparison.Ordinal);
        Assert.All(world.Secrets, secret => Assert.DoesNotContain(secret, sent, StringComparison.Ordinal));
    }

    private List<ReceivedPoint> Points(string metric) => [.. world.Receiver.Points.Where(p => p.Metric == metric)];

    private ulong Total(string metric, Func<ReceivedPoint, ulong> of) =>
        Points(metric).Where(p => p.Has("source", "orders")).Aggregate(0ul, (sum, p) => sum + of(p));

    private List<ReceivedSpan> SpansOf(JsonObject export) =>
    [
        .. world.Receiver.Spans
            .Where(s => s.Labels.GetValueOrDefault("export.id") == (string)export["id"]!)
            .OrderBy(s => s.Name, StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^\| `(?<name>[a-z_.]+)` \| `(?<unit>[^`]+)` \| (?<labels>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z]+)`")]
    private static partial Regex Name();
}
