using System.Diagnostics;
using FunctionsExport.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace FunctionsExport.EndToEnd.Diagnostics;

/// <summary>When spans and metrics leave the app, and where to.</summary>
public sealed class OtlpExportTests
{
    private const string Id = "orders-20260301T010203Z-00beef";
    private const string OtherId = "orders-20260301T010203Z-0ff1ce";

    [Fact]
    public async Task Endpoint_may_be_in_any_of_the_apps_settings()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using (var export = Export((OtlpExport.Setting, receiver.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            await export.StartAsync(default);
            ExportSpans.Start("Check", Id)!.Dispose();
            ExportMetrics.Checked("otlptests");
            await export.StopAsync(default);

            // Still measured: what ends in the host's stop.
            ExportSpans.Start("Release", Id)!.Dispose();
        }

        Assert.Equal(
            ["Check", "Release"], receiver.Spans.Where(s => s.Labels["export.id"] == Id).Select(s => s.Name).Order());
        Assert.Contains(receiver.Points, p => p.Metric == "functionsexport.status.checks" && p.Has("source", "otlptests"));
    }

    [Fact]
    public async Task Span_is_in_its_exports_trace_whatever_the_host_traces()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using (var export = Export((OtlpExport.Setting, receiver.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            await export.StartAsync(default);
            using var host = new Activity("host").Start();
            using (var span = ExportSpans.Start("Check", OtherId)!)
            {
                Assert.Same(span, Activity.Current);
                Assert.Equal(host.Context, Assert.Single(span.Links).Context);
            }
        }

        var sent = Assert.Single(receiver.Spans, s => s.Labels["export.id"] == OtherId);
        Assert.Equal(("", ExportSpans.TraceOf(OtherId).TraceId.ToHexString()), (sent.Parent, sent.Trace));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task Without_an_endpoint_nothing_listens(string? endpoint)
    {
        using var export = Export((OtlpExport.Setting, endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        await export.StartAsync(default);

        Assert.Null(ExportSpans.Start("Check", Id));
        await export.StopAsync(default);
    }

    private static OtlpExport Export(params (string Name, string? Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, s.Value))).Build());
}
