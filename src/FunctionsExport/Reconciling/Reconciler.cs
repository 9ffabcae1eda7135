using Azure;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Diagnostics;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Reconciling;

/// <summary>
/// Ends, each minute, what orchestrations have left unended: those that were terminated, failed or purged from outside, also while
/// they waited for their database. The running activities of such an export are told to stop by the mark in the lock, and by the next
/// tick they have; then the manifest is written, what was fetched goes, the database is given free. The manifest first: where an activity
/// that runs late was faster and wrote that the export has succeeded, its files stay. Each step finds the last one's work done, so that a
/// tick that is cut off is completed by the next.
/// </summary>
public sealed partial class Reconciler(
    ExportSettings settings,
    ExportStorage storage,
    DatabaseLocks locks,
    Manifests manifests,
    ExportBlobs blobs,
    RunRecords records,
    SettledExports settled,
    TimeProvider time,
    ILogger<Reconciler> logger)
{
    private const string StopReason = "The export's orchestration has ended without it.";

    /// <summary>One tick.</summary>
    [Function(nameof(Reconciler))]
    public async Task RunAsync(
        [TimerTrigger("30 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        await storage.EnsureCreatedAsync(cancellationToken);
        foreach (var id in await FindAsync(client, cancellationToken))
        {
            try
            {
                await SettleAsync(client, id, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One export's trouble must not keep the others; the next tick tries again.
                LogFailed(logger, id, e.GetType().Name, settings.Scrubber.Scrub(e.Message));
            }
        }
    }

    /// <summary>The exports that may need it: their orchestration, their lock or their working records tell of them.</summary>
    private async Task<IReadOnlyList<ExportId>> FindAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var found = new HashSet<ExportId>();
        var broken = new HashSet<string>(StringComparer.Ordinal);
        var instances = client.GetAllInstancesAsync(new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]));
        await foreach (var instance in instances.WithCancellation(cancellationToken))
        {
            broken.Add(instance.InstanceId);
            if (instance.Name == nameof(ExportOrchestrator)
                && ExportId.Parse(instance.InstanceId) is { } id && !settled.Contains(instance.InstanceId))
            {
                found.Add(id);
            }
        }

        settled.KeepOnly(broken);
        foreach (var source in settings.Sources.Values)
        {
            // A reservation is left to its time: no orchestration may have come of it yet.
            if (await locks.FindAsync(source.Provider.Database, cancellationToken) is { Phase: not LockPhase.Reserved } current
                && ExportId.Parse(current.Owner) is { } id)
            {
                found.Add(id);
            }
        }

        await foreach (var id in records.ListAsync(cancellationToken))
        {
            found.Add(id);
        }

        return [.. found];
    }

    private async Task SettleAsync(DurableTaskClient client, ExportId id, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(id.ToString(), getInputsAndOutputs: true, cancellationToken);
        if (instance is { IsCompleted: false })
        {
            return;
        }

        var database = settings.Sources.TryGetValue(id.Source, out var source) ? source.Provider.Database : null;
        var state = await manifests.FindStateAsync(id, cancellationToken);
        if (state is null || await HasTracesAsync(database, id, cancellationToken))
        {
            state ??= await EndAsync(client, id, database, cancellationToken);
            if (state is null)
            {
                return;
            }

            await ClearAsync(id, database, state.Value, cancellationToken);
        }

        settled.Add(id.ToString());
    }

    /// <summary>Tells what still runs of an export without a manifest to stop and, a tick later, writes its manifest.</summary>
    /// <returns>The state that the manifest tells; null as long as there is none, or when the export is not one any more.</returns>
    private async Task<ExportState?> EndAsync(
        DurableTaskClient client, ExportId id, DatabaseIdentity? database, CancellationToken cancellationToken)
    {
        // Asked again: retention has the runtime forget an export before its manifest goes, and what it has deleted is not lost.
        var instance = await client.GetInstanceAsync(id.ToString(), getInputsAndOutputs: true, cancellationToken);
        if (instance is null && !await HasTracesAsync(database, id, cancellationToken))
        {
            return null;
        }

        if (database is not null && !await IsStoppedAsync(database, id, cancellationToken))
        {
            await locks.RequestCancelAsync(database, id.ToString(), StopReason, cancellationToken);
            return null;
        }

        await EndChildrenAsync(client, id, cancellationToken);
        var preparation = await records.FindPreparationAsync(id.ToString(), cancellationToken);
        var request = await records.FindRequestAsync(id.ToString(), cancellationToken);
        var lost = LostManifest.Of(id, instance, request, preparation?.Database, settings, time.GetUtcNow());
        return await RecordAsync(id, database, lost, cancellationToken);
    }

    /// <summary>Discards what was fetched, unless it is that of a success, and gives the database free.</summary>
    private async Task ClearAsync(ExportId id, DatabaseIdentity? database, ExportState state, CancellationToken cancellationToken)
    {
        if (state != ExportState.Succeeded)
        {
            if (database is not null)
            {
                // A fetch that is just committing looks for this mark afterwards. Only now is it certain that its blob is nobody's.
                await locks.MarkDiscardedAsync(database, id.ToString(), cancellationToken);
            }

            await DiscardAsync(id, cancellationToken);
        }

        await records.RemoveAsync(id.ToString(), cancellationToken);
        if (database is not null)
        {
            await locks.ReleaseAsync(database, id.ToString(), cancellationToken);
        }
    }

    /// <summary>Whether there is something left of its work: what ends it goes last.</summary>
    private async Task<bool> HasTracesAsync(DatabaseIdentity? database, ExportId id, CancellationToken cancellationToken) =>
        await records.FindPreparationAsync(id.ToString(), cancellationToken) is not null
        || await records.FindRequestAsync(id.ToString(), cancellationToken) is not null
        || (database is not null && (await locks.FindAsync(database, cancellationToken))?.Owner == id.ToString());

    /// <summary>Removes what was fetched. What Blob Storage does not let go keeps nothing else from its end; retention tries it later.</summary>
    private async Task DiscardAsync(ExportId id, CancellationToken cancellationToken)
    {
        try
        {
            await blobs.DiscardAsync(id, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            LogKept(logger, id, e.ErrorCode);
        }
    }

    /// <summary>Writes the manifest, unless another was faster: who has written it, counts the export and tells of its end.</summary>
    /// <returns>The state that the manifest tells.</returns>
    private async Task<ExportState> RecordAsync(
        ExportId id, DatabaseIdentity? database, Manifest lost, CancellationToken cancellationToken)
    {
        var stages = database is null ? [] : await locks.FindStagesAsync(database, id.ToString(), cancellationToken);
        var manifest = lost with { Stages = [.. stages.Select(ManifestStage.Of)] };
        var written = await manifests.WriteAsync(manifest, cancellationToken);
        if (ReferenceEquals(written, manifest))
        {
            ExportMetrics.Ended(manifest);
            AlertLog.Ended(logger, manifest);
            LogSettled(logger, id, manifest.State, manifest.Failure?.Code);
        }

        return written.State;
    }

    /// <summary>Whether its activities have been told to stop, one tick ago at least, or find the lock another's.</summary>
    private async Task<bool> IsStoppedAsync(DatabaseIdentity database, ExportId id, CancellationToken cancellationToken) =>
        await locks.FindAsync(database, cancellationToken) is not { } current
        || current.Owner != id.ToString()
        || current.CancelReason is not null;

    /// <summary>Ends the watches, which the end of their export's orchestration does not.</summary>
    private static async Task EndChildrenAsync(DurableTaskClient client, ExportId id, CancellationToken cancellationToken)
    {
        var prefix = OrchestrationNames.ChildrenOf(id.ToString());
        var children = client.GetAllInstancesAsync(new OrchestrationQuery(
            Statuses:
            [
                OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
            ],
            InstanceIdPrefix: prefix));
        await foreach (var child in children.WithCancellation(cancellationToken))
        {
            if (child.InstanceId.StartsWith(prefix, StringComparison.Ordinal))
            {
                await client.TerminateInstanceAsync(child.InstanceId, StopReason, cancellationToken);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Export {Id} had no end of its own and is recorded as {State} ({Code})")]
    private static partial void LogSettled(ILogger logger, ExportId id, ExportState state, string? code);

    [LoggerMessage(3, LogLevel.Warning,
        "What export {Id} had fetched stays, Blob Storage refuses its deletion ({Code}); an immutability policy, a legal hold or a lease "
            + "is on it")]
    private static partial void LogKept(ILogger logger, ExportId id, string? code);

    [LoggerMessage(2, LogLevel.Error, "Export {Id} could not be ended, {Type}: {Message}")]
    private static partial void LogFailed(ILogger logger, ExportId id, string type, string? message);
}
