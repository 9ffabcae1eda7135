using System.Globalization;
using System.Text.Json;
using Azure;
using FunctionsExport.Catalog;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Retention;

/// <summary>
/// Deletes one export: the tombstone is written, then the files go, then the manifest, then the tombstone. Each step may be repeated,
/// by two runs at once too; whatever a run that was cut short has left, the next one finds the tombstone and goes on.
/// </summary>
public sealed partial class ExportRemover(
    ExportFolders folders,
    Manifests manifests,
    Holds holds,
    Tombstones tombstones,
    TimeProvider time,
    ILogger<ExportRemover> logger)
{
    /// <summary>Deletes an export, unless a hold is on it.</summary>
    public async Task<RemovalOutcome> RemoveAsync(DurableTaskClient client, ExportId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(id);
        if (await tombstones.BeginAsync(id, cancellationToken) is not { } tombstone)
        {
            return RemovalOutcome.Held;
        }

        if (tombstone.NotBefore > time.GetUtcNow())
        {
            return RemovalOutcome.Postponed;
        }

        try
        {
            await folders.RemoveFilesAsync(id, await FindManifestAsync(id, cancellationToken), cancellationToken);
            if (!await TryForgetAsync(client, id, cancellationToken))
            {
                return RemovalOutcome.Postponed;
            }

            await folders.RemoveManifestAsync(id, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // An immutability policy, a legal hold or a lease; asking again at once would be refused again.
            var code = e.ErrorCode ?? e.Status.ToString(CultureInfo.InvariantCulture);
            var now = await tombstones.RecordRefusalAsync(id, code, RefusedDelay.After, cancellationToken);
            LogRefused(logger, id.ToString(), code, now?.NotBefore);
            return RemovalOutcome.Refused;
        }

        await holds.RemoveAsync(id, cancellationToken);
        await tombstones.RemoveAsync(id, cancellationToken);
        return RemovalOutcome.Removed;
    }

    private async Task<Manifest?> FindManifestAsync(ExportId id, CancellationToken cancellationToken)
    {
        try
        {
            return await manifests.FindAsync(id, cancellationToken);
        }
        catch (JsonException)
        {
            // Changed since the decision; what carries the export's id is found without it.
            return null;
        }
    }

    /// <summary>
    /// Makes the export unknown to the runtime too, which would go on to tell of files that are gone. Before the manifest goes: an
    /// orchestration that has ended without one is taken for one that was cut short.
    /// </summary>
    /// <returns>Whether the runtime does not know it any more; otherwise the next run tries again.</returns>
    private async Task<bool> TryForgetAsync(DurableTaskClient client, ExportId id, CancellationToken cancellationToken)
    {
        try
        {
            await client.PurgeInstanceAsync(id.ToString(), cancellation: cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotPurged(logger, id.ToString(), e.GetType().Name);
            return await client.GetInstanceAsync(id.ToString(), cancellationToken) is null;
        }
    }

    [LoggerMessage(1, LogLevel.Error,
        "Export {Id} cannot be deleted, Blob Storage refuses it ({Code}); an immutability policy, a legal hold or a lease is on it. "
            + "It is tried again after {NotBefore:O}")]
    private static partial void LogRefused(ILogger logger, string id, string code, DateTimeOffset? notBefore);

    [LoggerMessage(2, LogLevel.Warning, "The history of export {Id}, which is being deleted, could not be purged ({Type}). The next run tries again")]
    private static partial void LogNotPurged(ILogger logger, string id, string type);
}
