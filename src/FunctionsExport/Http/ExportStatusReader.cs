using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Orchestration;

namespace FunctionsExport.Http;

/// <summary>
/// Puts together how an export stands: from its orchestration while that is known, from its manifest after, from the database's
/// lock in the moment before. One that retention has begun to delete is not told as one that can be restored.
/// </summary>
public sealed class ExportStatusReader(
    ExportSettings settings, DatabaseLocks locks, Manifests manifests, ExportBlobs blobs, Tombstones tombstones, TimeProvider time)
{
    internal async Task<ExportStatusDocument?> FindAsync(
        DurableTaskClient client, ExportId id, CancellationToken cancellationToken)
    {
        var status = await FindRecordedAsync(client, id, cancellationToken);

        // Looked for last: what was there before a deletion began was read before it.
        return status is { Manifest: not null }
            && await tombstones.FindAsync(id, cancellationToken) is { Phase: TombstonePhase.Deleting }
            ? status with
            {
                Deleting = true,
                Reason = "Retention is deleting this export; its files may be gone.",
                Files = null,
            }
            : status;
    }

    private async Task<ExportStatusDocument?> FindRecordedAsync(
        DurableTaskClient client, ExportId id, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(id.ToString(), getInputsAndOutputs: true, cancellationToken);
        return instance?.RuntimeStatus switch
        {
            null => await FindWithoutInstanceAsync(client, id, cancellationToken),
            OrchestrationRuntimeStatus.Completed =>
                await FromOutcomeAsync(instance.ReadOutputAs<ExportOutcome>()!, id, cancellationToken),
            OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled =>
                await FindEndedAsync(instance, id, cancellationToken),
            _ => await FromRunningAsync(client, instance, id, cancellationToken),
        };
    }

    /// <summary>
    /// What the orchestration says, unless the manifest that it names was deleted since, with the files. One that could write none may
    /// have got it since, when its files were removed.
    /// </summary>
    private async Task<ExportStatusDocument?> FromOutcomeAsync(ExportOutcome outcome, ExportId id, CancellationToken cancellationToken)
    {
        if (outcome.ManifestBlob is null)
        {
            return await manifests.FindAsync(id, cancellationToken) is { } later
                ? FromManifest(later)
                : FromManifest(outcome.Manifest) with { Manifest = null };
        }

        return await manifests.ExistsAsync(id, cancellationToken)
            ? FromManifest(outcome.Manifest) with { Manifest = outcome.ManifestBlob }
            : null;
    }

    private static ExportStatusDocument FromManifest(Manifest manifest) => new()
    {
        Id = manifest.Id,
        Source = manifest.Source,
        State = manifest.State,
        Reason = manifest.Reason,
        Fetch = manifest.Fetch,
        Trigger = manifest.Trigger,
        RequestedAt = manifest.RequestedAt,
        StartedAt = manifest.StartedAt,
        ExportedAt = manifest.ExportedAt,
        EndedAt = manifest.EndedAt,
        Deadline = manifest.Deadline,
        Database = manifest.Database,
        Files = manifest.Files,
        Failure = manifest.Failure,
        Manifest = ExportId.Parse(manifest.Id)?.ManifestName,
    };

    private async Task<ExportStatusDocument?> FindWithoutInstanceAsync(
        DurableTaskClient client, ExportId id, CancellationToken cancellationToken)
    {
        if (await manifests.FindAsync(id, cancellationToken) is { } manifest)
        {
            return FromManifest(manifest);
        }

        // The database is reserved before the orchestration is scheduled, which may have happened since it was looked for.
        if (!settings.Sources.TryGetValue(id.Source, out var source)
            || await locks.FindAsync(source.Provider.Database, cancellationToken) is not { } current
            || current.Owner != id.ToString())
        {
            return null;
        }

        if (await client.GetInstanceAsync(id.ToString(), getInputsAndOutputs: true, cancellationToken) is { } scheduled)
        {
            return FromRequest(scheduled, id);
        }

        return current.Until > time.GetUtcNow()
            ? new ExportStatusDocument { Id = id.ToString(), Source = id.Source, State = ExportState.Queued }
            : null;
    }

    private async Task<ExportStatusDocument> FindEndedAsync(
        OrchestrationMetadata instance, ExportId id, CancellationToken cancellationToken)
    {
        if (await manifests.FindAsync(id, cancellationToken) is { } manifest)
        {
            return FromManifest(manifest);
        }

        var fault = LostExport.FaultOf(instance.RuntimeStatus);
        return FromRequest(instance, id) with
        {
            State = ExportState.Failed,
            Reason = fault.Message,
            EndedAt = instance.LastUpdatedAt,
            Failure = fault,
        };
    }

    private async Task<ExportStatusDocument> FromRunningAsync(
        DurableTaskClient client, OrchestrationMetadata instance, ExportId id, CancellationToken cancellationToken)
    {
        // The real host writes the text "null" where no status was set.
        var status = instance.SerializedCustomStatus is null or "null"
            ? new ExportStatus(ExportState.Queued)
            : instance.ReadCustomStatusAs<ExportStatus>()!;
        if (ExportStateTransitions.IsFinal(status.State)
            && await manifests.FindAsync(id, cancellationToken) is { } manifest)
        {
            // It has ended, and keeps the database until the provider is idle.
            return FromManifest(manifest) with { Reason = status.Reason };
        }

        var document = FromRequest(instance, id) with
        {
            State = status.State,
            Reason = status.Reason,
            Attempts = status.Attempts == 0 ? null : status.Attempts,
            NextCheckAt = status.NextCheckAt,
            StartedAt = status.StartedAt,
            ExportedAt = status.ExportedAt,
        };

        return status.State switch
        {
            ExportState.Exporting => await WithProviderProgressAsync(client, document, id, status.Stage, cancellationToken),
            ExportState.Fetching or ExportState.Verifying when status.FilesTotal is not null => document with
            {
                Progress = ExportProgressDocument.OfFetch(
                    status.FilesDone,
                    status.FilesTotal,
                    document.Fetch == true ? await blobs.SumAsync(id, cancellationToken) : null,
                    status.BytesTotal,
                    time.GetUtcNow() - status.ExportedAt),
            },
            _ => document,
        };
    }

    private static async Task<ExportStatusDocument> WithProviderProgressAsync(
        DurableTaskClient client, ExportStatusDocument document, ExportId id, int stage, CancellationToken cancellationToken)
    {
        var watch = await client.GetInstanceAsync(
            OrchestrationNames.MonitorOf(id.ToString(), stage), getInputsAndOutputs: true, cancellationToken);
        return watch?.SerializedCustomStatus is null or "null" || watch.ReadCustomStatusAs<MonitorStatus>() is not { } seen
            ? document
            : document with
            {
                Reason = seen.Reason is null ? document.Reason : $"asking the provider again: {seen.Reason}",
                Attempts = seen.FailedChecks == 0 ? null : seen.FailedChecks,
                NextCheckAt = seen.NextCheckAt,
                Progress = new ExportProgressDocument(seen.Percent, null, null, null, null),
            };
    }

    private static ExportStatusDocument FromRequest(OrchestrationMetadata instance, ExportId id)
    {
        var request = instance.ReadInputAs<ExportRequest>();
        return new ExportStatusDocument
        {
            Id = id.ToString(),
            Source = id.Source,
            State = ExportState.Queued,
            Fetch = request?.Fetch,
            Trigger = request?.Trigger,
            RequestedAt = request?.RequestedAt,
            Deadline = request?.Deadline,
        };
    }
}
