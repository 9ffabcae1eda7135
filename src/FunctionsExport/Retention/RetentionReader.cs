using System.Collections.Concurrent;
using System.Text.Json;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Starting;

namespace FunctionsExport.Retention;

/// <summary>Gathers what retention has to know of a source's exports.</summary>
public sealed class RetentionReader(
    ExportFolders folders, Manifests manifests, Holds holds, Tombstones tombstones, DatabaseLocks locks)
{
    private const int ReadsAtOnce = 16;

    /// <summary>All exports of a source that have left anything, in no order.</summary>
    public async Task<IReadOnlyCollection<RetentionEntry>> ReadAsync(
        DurableTaskClient client, ExportSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);

        // Before the blobs: a deletion that begins meanwhile takes from what is proven, and never adds to it.
        var buried = await tombstones.ListAsync(source.Name, cancellationToken);
        var held = await holds.ListAsync(source.Name, cancellationToken);
        var (owner, ownerState) = await FindOwnerAsync(client, source, cancellationToken);
        var entries = new ConcurrentBag<RetentionEntry>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        var found = await folders.ListAsync(source.Name, cancellationToken);
        await Parallel.ForEachAsync(found, options, async (folder, token) =>
        {
            var id = folder.Id.ToString();
            var entry = folder.HasManifest
                ? await ReadManifestAsync(folder, token)
                : await ReadRestAsync(client, folder, token);
            if (entry is not null)
            {
                entries.Add(entry with
                {
                    // A lock may outlast its owner's orchestration. One without a manifest is left alone until the lock is gone.
                    IsRunning = entry.IsRunning || (owner == id && (entry.State is null || ownerState != OwnerState.Ended)),
                    IsHeld = held.Contains(id),
                    Tombstone = buried.GetValueOrDefault(id),
                });
            }
        });

        // Of a deletion that was cut short at its end nothing but the tombstone may be left.
        var listed = entries.Select(e => e.Id.ToString()).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. entries,
            .. buried.Where(t => !listed.Contains(t.Key)).Select(t =>
                new RetentionEntry(ExportId.Parse(t.Key)!, State: null, t.Value.Since, Tombstone: t.Value)),
        ];
    }

    private async Task<RetentionEntry> ReadManifestAsync(ExportFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await manifests.FindAsync(folder.Id, cancellationToken);
            if (manifest?.Id == folder.Id.ToString()
                && ExportStateTransitions.IsFinal(manifest.State)
                && manifest.Files is not null && manifest.Files.All(f => f is not null))
            {
                var own = await folders.FindOwnAsync(folder, manifest, cancellationToken);
                return new RetentionEntry(
                    folder.Id,
                    manifest.State,
                    manifest.EndedAt,
                    IsProven: ProvenExport.IsProven(manifest, folder.Sizes),
                    Bytes: own.Sum(b => b.Size));
            }
        }
        catch (JsonException)
        {
            // Of another form, or a stranger's.
        }

        return new RetentionEntry(folder.Id, State: null, folder.Id.Time, IsUnreadable: true);
    }

    /// <returns>What an export without a manifest has left; null when nothing in the folder is an export's.</returns>
    private async Task<RetentionEntry?> ReadRestAsync(
        DurableTaskClient client, ExportFolder folder, CancellationToken cancellationToken)
    {
        var own = await folders.FindOwnAsync(folder, manifest: null, cancellationToken);
        if (own.Count == 0)
        {
            return null;
        }

        // An export that makes up for a missed one has an id that is older than itself.
        var changed = own.Max(b => b.ChangedAt) ?? folder.Id.Time;
        var alive = await LockOwner.FindAsync(client, folder.Id.ToString(), cancellationToken) == OwnerState.Alive;
        return new RetentionEntry(
            folder.Id,
            State: null,
            changed > folder.Id.Time ? changed : folder.Id.Time,
            IsRunning: alive,
            Bytes: own.Sum(b => b.Size));
    }

    private async Task<(string? Owner, OwnerState State)> FindOwnerAsync(
        DurableTaskClient client, ExportSource source, CancellationToken cancellationToken)
    {
        var current = await locks.FindAsync(source.Provider.Database, cancellationToken);
        return current is null
            ? (null, OwnerState.Unknown)
            : (current.Owner, await LockOwner.FindAsync(client, current.Owner, cancellationToken));
    }
}
