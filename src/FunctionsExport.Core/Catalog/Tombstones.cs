using Azure.Storage.Blobs;

namespace FunctionsExport.Catalog;

/// <summary>
/// The deletions that were begun, <c>tombstones/{source}/{id}.json</c>. Written with the intent first; the deletion begins once no
/// hold was found after that, see <see cref="Holds"/>.
/// </summary>
public sealed class Tombstones(BlobContainerClient state, TimeProvider time)
{
    private const int MaxLooks = 100;

    private readonly VersionedBlobs<Tombstone> _tombstones = new(state);
    private readonly VersionedBlobs<Hold> _holds = new(state);

    /// <summary>The tombstone of an export; null when there is none.</summary>
    public async Task<Tombstone?> FindAsync(ExportId id, CancellationToken cancellationToken) =>
        (await _tombstones.FindAsync(NameOf(id), cancellationToken))?.Value;

    /// <summary>The tombstones of a source's exports, by id.</summary>
    public async Task<IReadOnlyDictionary<string, Tombstone>> ListAsync(string source, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Tombstone>(StringComparer.Ordinal);
        await foreach (var name in _tombstones.ListAsync($"tombstones/{source}/", cancellationToken))
        {
            if (ExportId.Parse(Path.GetFileNameWithoutExtension(name)) is { } id
                && id.Source == source
                && await FindAsync(id, cancellationToken) is { } tombstone)
            {
                found.Add(id.ToString(), tombstone);
            }
        }

        return found;
    }

    /// <summary>Which of some exports are being deleted: of these files may be gone.</summary>
    public async Task<IReadOnlySet<ExportId>> FindDeletingAsync(
        IReadOnlyCollection<ExportId> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var asked = ids.ToHashSet();
        var deleting = new HashSet<ExportId>();
        if (asked.Count == 0)
        {
            return deleting;
        }

        // Mostly there are none at all.
        var sources = asked.Select(i => i.Source).Distinct().Take(2).ToList();
        var prefix = sources.Count == 1 ? $"tombstones/{sources[0]}/" : "tombstones/";
        await foreach (var name in _tombstones.ListAsync(prefix, cancellationToken))
        {
            if (ExportId.Parse(Path.GetFileNameWithoutExtension(name)) is { } id
                && asked.Contains(id)
                && await FindAsync(id, cancellationToken) is { Phase: TombstonePhase.Deleting })
            {
                deleting.Add(id);
            }
        }

        return deleting;
    }

    /// <summary>Begins the deletion of an export, or goes on with one that was begun.</summary>
    /// <returns>The tombstone, in the phase <see cref="TombstonePhase.Deleting"/>; null when a hold is on the export.</returns>
    public async Task<Tombstone?> BeginAsync(ExportId id, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MaxLooks; look++)
        {
            var found = await _tombstones.FindAsync(NameOf(id), cancellationToken);
            if (found is { Value.Phase: TombstonePhase.Deleting })
            {
                return found.Value.Value;
            }

            var intent = found?.Value ?? new Tombstone(id.ToString(), TombstonePhase.Intended, time.GetUtcNow());
            var version = found?.Version ?? await _tombstones.TryWriteAsync(NameOf(id), intent, version: null, cancellationToken);
            if (version is null)
            {
                continue;
            }

            // Another run's intent is looked after as an own one: whoever moves it on has looked for a hold after it was written.
            if (await _holds.FindAsync(Holds.NameOf(id), cancellationToken) is not null)
            {
                await _tombstones.TryRemoveAsync(NameOf(id), version, cancellationToken);
                return null;
            }

            var begun = intent with { Phase = TombstonePhase.Deleting };
            if (await _tombstones.TryWriteAsync(NameOf(id), begun, version, cancellationToken) is not null)
            {
                return begun;
            }
        }

        throw new InvalidOperationException($"The tombstone was changed by others {MaxLooks} times in a row, or cannot be written.");
    }

    /// <summary>Takes an intent back; a deletion that has begun stays.</summary>
    /// <returns>Whether the export is not being deleted.</returns>
    public async Task<bool> TurnAwayAsync(ExportId id, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MaxLooks; look++)
        {
            switch (await _tombstones.FindAsync(NameOf(id), cancellationToken))
            {
                case null:
                    return true;
                case { Value.Phase: TombstonePhase.Deleting }:
                    return false;
                case { } intent:
                    await _tombstones.TryRemoveAsync(NameOf(id), intent.Version, cancellationToken);
                    break;
            }
        }

        throw new InvalidOperationException($"The tombstone was changed by others {MaxLooks} times in a row, or cannot be read.");
    }

    /// <summary>Records that Blob Storage has refused to delete one of the export's blobs.</summary>
    /// <param name="refusal">The code of the refusal.</param>
    /// <param name="delay">How long the deletion is left alone, by the number of refusals.</param>
    /// <returns>The tombstone as it is now; null when there is none any more.</returns>
    public async Task<Tombstone?> RecordRefusalAsync(
        ExportId id, string refusal, Func<int, TimeSpan> delay, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delay);
        if (await _tombstones.FindAsync(NameOf(id), cancellationToken) is not { } found)
        {
            return null;
        }

        var refusals = found.Value.Refusals + 1;
        var notBefore = time.GetUtcNow() + delay(refusals);
        var recorded = found.Value with { Refusals = refusals, Refusal = refusal, NotBefore = notBefore };

        // Where another run has written meanwhile, its record counts.
        return await _tombstones.TryWriteAsync(NameOf(id), recorded, found.Version, cancellationToken) is null
            ? await FindAsync(id, cancellationToken)
            : recorded;
    }

    /// <summary>Removes a tombstone, when nothing else of the export is left.</summary>
    public Task RemoveAsync(ExportId id, CancellationToken cancellationToken) =>
        _tombstones.TryRemoveAsync(NameOf(id), version: null, cancellationToken);

    private static string NameOf(ExportId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return $"tombstones/{id.Source}/{id}.json";
    }
}
