using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.EndToEnd.Diagnostics;

/// <summary>
/// Takes OTLP over HTTP on loopback and keeps it. Field numbers: opentelemetry-proto, metrics.proto, trace.proto, common.proto.
/// </summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int ErrorCode = 2;

    private readonly WebApplication _server;
    private readonly Lock _gate = new();
    private readonly List<(string Path, byte[] Body)> _requests = [];
    private readonly Dictionary<string, ReceivedPoint> _points = [];
    private readonly List<ReceivedSpan> _spans = [];

    private OtlpReceiver(WebApplication server) => _server = server;

    public string Address => _server.Urls.Single();

    /// <summary>The paths asked for so far.</summary>
    public IReadOnlyList<string> Paths => Locked(() => _requests.Select(r => r.Path).ToList());

    /// <summary>All that came, as text.</summary>
    public string Everything => Locked(() => string.Join('\n', _requests.Select(r => Encoding.Latin1.GetString(r.Body))));

    /// <summary>The last value of each series.</summary>
    public IReadOnlyList<ReceivedPoint> Points => Locked(() => _points.Values.ToList());

    public IReadOnlyList<ReceivedSpan> Spans => Locked(() => _spans.ToList());

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var receiver = new OtlpReceiver(builder.Build());
        receiver._server.Run(receiver.TakeAsync);
        await receiver._server.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var path = context.Request.Path.Value!;
        lock (_gate)
        {
            _requests.Add((path, body.ToArray()));
            switch (path)
            {
                case "/v1/metrics":
                    TakeMetrics(new ProtoFields(body.ToArray()));
                    break;
                case "/v1/traces":
                    TakeSpans(new ProtoFields(body.ToArray()));
                    break;
            }
        }
    }

    private void TakeMetrics(ProtoFields request)
    {
        foreach (var metric in request.Messages(1).SelectMany(r => r.Messages(2)).SelectMany(s => s.Messages(2)))
        {
            // Gauge, sum, histogram: each has its points in field 1.
            foreach (var point in metric.Messages(5).Concat(metric.Messages(7)).SelectMany(d => d.Messages(1)))
            {
                Keep(metric, Labels(point, 7), point.Double(4) ?? (long)point.Scalar(6), count: 0);
            }

            foreach (var point in metric.Messages(9).SelectMany(d => d.Messages(1)))
            {
                Keep(metric, Labels(point, 9), point.Double(5) ?? 0, point.Scalar(4));
            }
        }
    }

    private void Keep(ProtoFields metric, Dictionary<string, string> labels, double value, ulong count)
    {
        var name = metric.Text(1);
        var key = name + string.Join(',', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"|{l.Key}={l.Value}"));
        _points[key] = new ReceivedPoint(name, metric.Text(3), labels, value, count);
    }

    private void TakeSpans(ProtoFields request)
    {
        foreach (var span in request.Messages(1).SelectMany(r => r.Messages(2)).SelectMany(s => s.Messages(2)))
        {
            var status = span.Messages(15).SingleOrDefault();
            _spans.Add(new ReceivedSpan(
                Convert.ToHexStringLower(span.Bytes(1).Span),
                Convert.ToHexStringLower(span.Bytes(4).Span),
                span.Text(5),
                Labels(span, 9),
                status?.Scalar(3) == ErrorCode ? status.Text(2) : null,
                TimeSpan.FromMicroseconds((span.Scalar(8) - span.Scalar(7)) / 1000.0)));
        }
    }

    private static Dictionary<string, string> Labels(ProtoFields message, int field) => message.Messages(field).ToDictionary(
        l => l.Text(1),
        l => l.Messages(2).Single() is var value && value.Bytes(1).Length > 0
            ? value.Text(1)
            : value.Scalar(3).ToString(CultureInfo.InvariantCulture));

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
