using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using FunctionsExport.Catalog;

namespace FunctionsExport.Diagnostics;

/// <summary>
/// The app's spans; docs/metrics.md tells of them. All spans of an export are one trace, whose id comes of the export's id: its
/// activities run at different times and in different processes, and no span is open all the while. None holds a secret.
/// </summary>
internal static class ExportSpans
{
    private static readonly ActivitySource Source = new(ExportMetrics.Name);

    /// <summary>The span of a run of an activity, begun; null when nobody listens. What the host traces is linked to it.</summary>
    /// <param name="id">The export's id.</param>
    public static Activity? Start(string activity, string id)
    {
        var host = Activity.Current;
        ActivityLink[]? links = host is { IdFormat: ActivityIdFormat.W3C } ? [new ActivityLink(host.Context)] : null;
        Activity.Current = null;
        var span = Source.StartActivity(activity, ActivityKind.Internal, TraceOf(id), links: links)?.SetTag("export.id", id);
        Activity.Current = span ?? host;
        return span;
    }

    /// <summary>The span of a whole export, which has ended.</summary>
    public static void Ended(Manifest manifest)
    {
        var current = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity(
            "Export", ActivityKind.Internal, TraceOf(manifest.Id), startTime: manifest.RequestedAt.ToUniversalTime());
        span?.SetTag("export.id", manifest.Id)
            .SetTag("export.source", manifest.Source)
            .SetTag("export.trigger", manifest.Trigger)
            .SetTag("export.outcome", ExportMetrics.OutcomeOf(manifest))
            .SetEndTime(manifest.EndedAt.UtcDateTime);
        if (manifest.Failure is { } failure)
        {
            span?.SetTag("export.reason", failure.Code).SetStatus(ActivityStatusCode.Error, failure.Code);
        }

        span?.Dispose();
        Activity.Current = current;
    }

    /// <summary>The trace of an export, without a parent in it: whatever is current would become that, and must not be.</summary>
    internal static ActivityContext TraceOf(string id) => new(
        ActivityTraceId.CreateFromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16)),
        default,
        ActivityTraceFlags.Recorded);
}
