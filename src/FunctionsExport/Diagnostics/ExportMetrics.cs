using System.Diagnostics.Metrics;
using FunctionsExport.Catalog;

namespace FunctionsExport.Diagnostics;

/// <summary>What the app measures; docs/metrics.md lists the names. No name or value holds a secret, an endpoint or a key.</summary>
internal static class ExportMetrics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "FunctionsExport";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Exports = Meter.CreateCounter<long>(
        "functionsexport.exports", "{export}", "Exports that have ended.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "functionsexport.export.duration", "s", "From the request to the end.");

    private static readonly Histogram<double> Phases = Meter.CreateHistogram<double>(
        "functionsexport.phase.duration", "s", "How long an export was in one of its states.");

    private static readonly Counter<long> Fetched = Meter.CreateCounter<long>(
        "functionsexport.fetched", "By", "Bytes of succeeded exports in Blob Storage.");

    private static readonly Counter<long> Checks = Meter.CreateCounter<long>(
        "functionsexport.status.checks", "{check}", "Questions to providers how an export stands.");

    /// <summary>An export has ended, and its manifest was written now.</summary>
    public static void Ended(Manifest manifest)
    {
        var source = Tag("source", manifest.Source);
        var outcome = Tag("outcome", OutcomeOf(manifest));
        Exports.Add(1, source, outcome, Tag("reason", manifest.Failure?.Code ?? "none"), Tag("trigger", manifest.Trigger));
        Durations.Record(Math.Max(0, (manifest.EndedAt - manifest.RequestedAt).TotalSeconds), source, outcome);
        foreach (var (phase, next) in manifest.Phases.Zip(manifest.Phases.Skip(1).Select(p => p.StartedAt).Append(manifest.EndedAt)))
        {
            Phases.Record(Math.Max(0, (next - phase.StartedAt).TotalSeconds), source, Tag("phase", phase.State.ToString().ToLowerInvariant()));
        }

        if (manifest.State == ExportState.Succeeded)
        {
            Fetched.Add(manifest.Files.Where(f => f.Blob is not null).Sum(f => f.Size ?? 0), source);
        }

        ExportSpans.Ended(manifest);
    }

    /// <summary>The state that an export has ended in, as metrics and spans name it.</summary>
    public static string OutcomeOf(Manifest manifest) => manifest.State.ToString().ToLowerInvariant();

    /// <summary>A provider is asked how an export stands.</summary>
    public static void Checked(string source) => Checks.Add(1, Tag("source", source));

    /// <summary>Has the state of the sources observed.</summary>
    public static void Observe(SourceStates states)
    {
        Meter.CreateObservableGauge(
            "functionsexport.source.last_success.age", states.Ages, "s", "Since the newest succeeded export was asked for.");
        Meter.CreateObservableGauge(
            "functionsexport.source.overdue", states.Overdue, "1", "1 when a scheduled export that should have succeeded has not.");
        Meter.CreateObservableGauge(
            "functionsexport.source.behind_schedule", states.Behind, "s", "Since the oldest due instant that no export has made good.");
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
