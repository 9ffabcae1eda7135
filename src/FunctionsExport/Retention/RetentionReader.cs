using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Starting;

namespace FunctionsExport.Retention;

/// <summary>Gathers what retention has to know of a source's exports.</summary>
public sealed class RetentionReader(
    ExportFolders folders, Manifests manifests, Holds holds, Tombstones tombstones, DatabaseLocks locks)
{
    private const int ReadsAtOnce = 16;

    // What was read before, by source. Manifests are written once: while one has its ETag it need not be read again.
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, (ETag Version, Manifest Manifest)>> _known =
        new(StringComparer.Ordinal);

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
        var known = _known.GetOrAdd(source.Name, _ => new(StringComparer.Ordinal));
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        var found = await folders.ListAsync(source.Name, cancellationToken);
        await Parallel.ForEachAsync(found, options, async (folder, token) =>
        {
            var id = folder.Id.ToString();
            var entry = folder.HasManifest
                ? await ReadManifestAsync(folder, known, token)
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
        foreach (var gone in known.Keys.Where(id => !listed.Contains(id)))
        {
            known.TryRemove(gone, out _);
        }

        return
        [
            .. entries,
            .. buried.Where(t => !listed.Contains(t.Key)).Select(t =>
                new RetentionEntry(ExportId.Parse(t.Key)!, State: null, t.Value.Since, Tombstone: t.Value)),
        ];
    }

    private async Task<RetentionEntry> ReadManifestAsync(
        ExportFolder folder,
        ConcurrentDictionary<string, (ETag Version, Manifest Manifest)> known,
        CancellationToken cancellationToken)
    {
        var id = folder.Id.ToString();
        var version = folder.Blobs.First(b => b.Name == folder.Id.ManifestName).Version;
        var manifest = known.TryGetValue(id, out var before) && before.Version == version
            ? before.Manifest
            : await FindManifestAsync(folder.Id, cancellationToken);
        if (manifest is null)
        {
            return new RetentionEntry(folder.Id, State: null, folder.Id.Time, IsUnreadable: true);
        }

        if (version is not null)
        {
            known[id] = (version.Value, manifest);
        }

        var own = await folders.FindOwnAsync(folder, manifest, cancellationToken);
        return new RetentionEntry(
            folder.Id,
            manifest.State,
            manifest.EndedAt,
            IsProven: ProvenExport.IsProven(manifest, folder.Sizes),
            Bytes: own.Sum(b => b.Size));
    }

    /// <returns>What retention needs of a manifest; null when it cannot be read, or is not this export's.</returns>
    private async Task<Manifest?> FindManifestAsync(ExportId id, CancellationToken cancellationToken)
    {
        try
        {
            return await manifests.FindAsync(id, cancellationToken) is { Files: { } files } manifest
                && manifest.Id == id.ToString()
                && ExportStateTransitions.IsFinal(manifest.State)
                && files.All(f => f is not null)
                ? manifest with
                {
                    Reason = null,
                    Failure = null,
                    Database = null,
                    Files = [.. files.Select(f => f with { Location = "", Sha256 = null, Crc64 = null, Checks = [], Rdb = null })],
                }
                : null;
        }
        catch (JsonException)
        {
            // Of another form, or a stranger's.
            return null;
        }
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
