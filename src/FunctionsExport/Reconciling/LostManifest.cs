using System.Text.Json;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Starting;

namespace FunctionsExport.Reconciling;

/// <summary>The manifest of an export that could not write its own, out of what is still known of it.</summary>
internal static class LostManifest
{
    /// <param name="instance">Its orchestration, with its values; null when it was purged.</param>
    /// <param name="kept">Its request, as its starter has kept it; null when it was not.</param>
    /// <param name="database">What its provider said of the database; null when it had not come so far.</param>
    public static Manifest Of(
        ExportId id,
        OrchestrationMetadata? instance,
        BinaryData? kept,
        DatabaseSummary? database,
        ExportSettings settings,
        DateTimeOffset now)
    {
        if (instance?.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            && Read(instance.SerializedOutput, instance.ReadOutputAs<ExportOutcome>) is { Manifest: { } own }
            && own.Id == id.ToString() && own.State != ExportState.Succeeded)
        {
            // Its own words, which Blob Storage did not take then. What it had fetched goes; the location's files do not.
            return own with { Files = [.. own.Files.Select(f => f.Blob is null ? f : f.Discarded())] };
        }

        var request = Read(instance?.SerializedInput, () => instance!.ReadInputAs<ExportRequest>())
            ?? Read(kept?.ToString(), () => kept!.ToObjectFromJson<ExportRequest>(JsonSerializerOptions.Web));
        var status = Read(instance?.SerializedCustomStatus, () => instance!.ReadCustomStatusAs<ExportStatus>());
        var fault = LostExport.FaultOf(instance?.RuntimeStatus);
        settings.Sources.TryGetValue(id.Source, out var source);
        return new Manifest
        {
            Id = id.ToString(),
            Source = id.Source,
            Provider = request?.Provider ?? source?.ProviderName ?? Manifest.Unknown,
            State = ExportState.Failed,
            Reason = fault.Message,
            Trigger = request?.Trigger ?? Manifest.Unknown,
            Fetch = request?.Fetch ?? false,
            AppVersion = request?.AppVersion ?? ExportStarter.AppVersion,
            RequestedAt = request?.RequestedAt ?? id.Time,
            StartedAt = status?.StartedAt,
            ExportedAt = status?.ExportedAt,
            EndedAt = instance?.LastUpdatedAt ?? now,
            Deadline = request?.Deadline ?? id.Time + (source?.Deadline ?? TimeSpan.Zero),
            Database = database,
            Failure = fault,
        };
    }

    /// <summary>Reads a value that others may have written: one that is none of ours is as if it were not there.</summary>
    private static T? Read<T>(string? serialized, Func<T?> read)
        where T : class
    {
        if (serialized is null or "null")
        {
            return null;
        }

        try
        {
            return read();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
