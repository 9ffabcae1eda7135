using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Providers;

namespace FunctionsExport.Catalog;

/// <summary>
/// One lock a database, <c>locks/{hash of provider, endpoint, database}</c>: one blob, changed only under its ETag, so that two
/// writers never both succeed. It also carries the mark that tells running activities to stop.
/// </summary>
public sealed class DatabaseLocks(BlobContainerClient container, TimeProvider time)
{
    // Each look that fails means that another one has succeeded; so many in a row are no contention any more.
    private const int MaxLooks = 100;
    private static readonly TimeSpan ReservationTime = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Reserves a database for an export that is about to be scheduled. A lock is taken over when its owner has ended, or when its
    /// owner is unknown and the reservation's time has passed.
    /// </summary>
    public async Task<Reservation> ReserveAsync(
        DatabaseIdentity database,
        string id,
        Func<string, CancellationToken, Task<OwnerState>> findOwner,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findOwner);
        for (var look = 0; look < MaxLooks; look++)
        {
            var wanted = new DatabaseLock(id, LockPhase.Reserved, time.GetUtcNow() + ReservationTime);
            if (await ReadAsync(database, cancellationToken) is not var (current, etag))
            {
                if (await TryWriteAsync(database, wanted, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken))
                {
                    return new Reservation(id, Granted: true);
                }

                continue;
            }

            if (current.Owner != id)
            {
                var owner = await findOwner(current.Owner, cancellationToken);
                if (owner == OwnerState.Alive || (owner == OwnerState.Unknown && current.Until > time.GetUtcNow()))
                {
                    return new Reservation(current.Owner, Granted: false);
                }
            }
            else if (current.Phase != LockPhase.Reserved)
            {
                return new Reservation(id, Granted: true);
            }

            if (await TryWriteAsync(database, wanted, new BlobRequestConditions { IfMatch = etag }, cancellationToken))
            {
                return new Reservation(id, Granted: true);
            }
        }

        throw new InvalidOperationException($"The lock was changed by others {MaxLooks} times in a row, or cannot be written.");
    }

    /// <summary>The database's lock; null when it has none.</summary>
    public async Task<DatabaseLock?> FindAsync(DatabaseIdentity database, CancellationToken cancellationToken) =>
        (await ReadAsync(database, cancellationToken))?.Lock;

    /// <summary>The lock, as long as the export owns it and is not to stop.</summary>
    /// <exception cref="ExportFaultException">
    /// <see cref="FaultCodes.Superseded"/> or <see cref="FaultCodes.Cancelled"/>.
    /// </exception>
    public async Task<DatabaseLock> EnsureOwnedAsync(DatabaseIdentity database, string id, CancellationToken cancellationToken)
    {
        var current = await FindAsync(database, cancellationToken);
        return Check(current, id, stopIfCancelled: true);
    }

    /// <summary>What the export has started at its provider, or was about to.</summary>
    /// <exception cref="ExportFaultException"><see cref="FaultCodes.Superseded"/>.</exception>
    public async Task<IReadOnlyList<ExportStage>> GetStagesAsync(
        DatabaseIdentity database, string id, CancellationToken cancellationToken) =>
        Check(await FindAsync(database, cancellationToken), id, stopIfCancelled: false).Stages ?? [];

    /// <summary>The same, for a record of an export that may have lost its lock: none then.</summary>
    public async Task<IReadOnlyList<ExportStage>> FindStagesAsync(
        DatabaseIdentity database, string id, CancellationToken cancellationToken) =>
        await FindAsync(database, cancellationToken) is { } current && current.Owner == id ? current.Stages ?? [] : [];

    /// <summary>Moves the lock from one phase of its stage to another.</summary>
    /// <param name="mover">Who moves it, to know its own write again after a lost answer.</param>
    /// <returns>False when the lock is in another phase, or was moved meanwhile: look again.</returns>
    /// <exception cref="ExportFaultException">
    /// <see cref="FaultCodes.Superseded"/> or <see cref="FaultCodes.Cancelled"/>.
    /// </exception>
    public async Task<bool> TryMoveAsync(
        DatabaseIdentity database, string id, LockPhase from, LockPhase to, string mover, CancellationToken cancellationToken)
    {
        var current = Check(await FindAsync(database, cancellationToken), id, stopIfCancelled: false);
        return current.Phase == from
            && await TryMoveAsync(database, current, current with { Phase = to, Mover = mover }, cancellationToken);
    }

    /// <summary>Moves the lock on from what was read of it, unless somebody else has moved it since.</summary>
    /// <param name="from">What was read; only the phase, the stage and the mover are compared.</param>
    /// <param name="to">The lock moved, with another mover.</param>
    /// <returns>False when the lock was moved meanwhile: look again.</returns>
    /// <exception cref="ExportFaultException">
    /// <see cref="FaultCodes.Superseded"/> or <see cref="FaultCodes.Cancelled"/>.
    /// </exception>
    public async Task<bool> TryMoveAsync(
        DatabaseIdentity database, DatabaseLock from, DatabaseLock to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);

        // Once the request is out, its outcome is recorded even when the export is to stop.
        var isOutcome = from.Phase == LockPhase.Posting && from.Stage == to.Stage;
        for (var look = 0; look < MaxLooks; look++)
        {
            var found = await ReadAsync(database, cancellationToken);
            var current = Check(found?.Lock, from.Owner, stopIfCancelled: !isOutcome);
            if (IsSame(current, to) && look > 0)
            {
                // Written, and the answer lost.
                return true;
            }

            if (!IsSame(current, from))
            {
                return false;
            }

            var conditions = new BlobRequestConditions { IfMatch = found!.Value.ETag };
            if (await TryWriteAsync(database, to with { CancelReason = current.CancelReason }, conditions, cancellationToken))
            {
                return true;
            }

            // Moved by another, or only marked to stop: look again.
        }

        return false;
    }

    /// <summary>Marks the lock so that the export's activities stop; nothing happens when the export does not own it.</summary>
    public async Task RequestCancelAsync(DatabaseIdentity database, string id, string reason, CancellationToken cancellationToken)
    {
        while (await ReadAsync(database, cancellationToken) is var (current, etag)
            && current.Owner == id && current.CancelReason is null)
        {
            var conditions = new BlobRequestConditions { IfMatch = etag };
            if (await TryWriteAsync(database, current with { CancelReason = reason }, conditions, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Marks the lock so that the export's activities stop and remove what they have fetched; nothing happens when the export does not
    /// own it. Only for an export whose failure is certain.
    /// </summary>
    public async Task MarkDiscardedAsync(DatabaseIdentity database, string id, CancellationToken cancellationToken)
    {
        while (await ReadAsync(database, cancellationToken) is var (current, etag) && current.Owner == id && !current.IsDiscarded)
        {
            var reason = current.CancelReason ?? "The export has ended; what it had fetched is removed.";
            var marked = current with { IsDiscarded = true, CancelReason = reason };
            if (await TryWriteAsync(database, marked, new BlobRequestConditions { IfMatch = etag }, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Gives the database free; nothing happens when the export does not own it.</summary>
    public async Task ReleaseAsync(DatabaseIdentity database, string id, CancellationToken cancellationToken)
    {
        while (await ReadAsync(database, cancellationToken) is var (current, etag) && current.Owner == id)
        {
            try
            {
                var conditions = new BlobRequestConditions { IfMatch = etag };
                await BlobOf(database).DeleteIfExistsAsync(DeleteSnapshotsOption.None, conditions, cancellationToken);
                return;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Changed meanwhile, by a mark to cancel or a taker: look again.
            }
        }
    }

    private static bool IsSame(DatabaseLock a, DatabaseLock b) =>
        a.Phase == b.Phase && a.Stage == b.Stage && a.Mover == b.Mover;

    private static DatabaseLock Check(DatabaseLock? current, string id, bool stopIfCancelled)
    {
        if (current is null || current.Owner != id)
        {
            throw new ExportFaultException(new ExportFault(
                FaultCodes.Superseded, "Another export has taken this database over; this one has stopped without touching it."));
        }

        return stopIfCancelled && current.CancelReason is not null
            ? throw new ExportFaultException(new ExportFault(FaultCodes.Cancelled, current.CancelReason))
            : current;
    }

    private async Task<(DatabaseLock Lock, ETag ETag)?> ReadAsync(DatabaseIdentity database, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await BlobOf(database).DownloadContentAsync(cancellationToken);
            var content = answer.Value.Content.ToObjectFromJson<DatabaseLock>(CatalogJson.Options);
            return (content!, answer.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private async Task<bool> TryWriteAsync(
        DatabaseIdentity database, DatabaseLock value, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        try
        {
            var content = BinaryData.FromObjectAsJson(value, CatalogJson.Options);
            await BlobOf(database).UploadAsync(content, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412 || e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            return false;
        }
    }

    private BlobClient BlobOf(DatabaseIdentity database)
    {
        var key = JsonSerializer.SerializeToUtf8Bytes(new[] { database.Provider, database.Endpoint, database.Database });
        return container.GetBlobClient("locks/" + Convert.ToHexStringLower(SHA256.HashData(key)));
    }
}
