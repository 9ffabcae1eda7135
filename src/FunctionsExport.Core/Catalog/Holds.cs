using System.Globalization;
using Azure;
using Azure.Storage.Blobs;

namespace FunctionsExport.Catalog;

/// <summary>
/// The holds on exports, <c>holds/{source}/{id}.json</c>. A hold and a deletion exclude each other: each writes what it is about to
/// do and then looks for the other. A hold turns an intent to delete away; a deletion that has begun turns the hold away.
/// </summary>
public sealed class Holds(BlobContainerClient state, TimeProvider time)
{
    // Each look that fails means that another one has succeeded; so many in a row are no contention any more.
    private const int MaxLooks = 100;

    private readonly VersionedBlobs<Hold> _holds = new(state);
    private readonly Tombstones _tombstones = new(state, time);

    /// <summary>The hold on an export; null when there is none.</summary>
    public async Task<Hold?> FindAsync(ExportId id, CancellationToken cancellationToken) =>
        (await _holds.FindAsync(NameOf(id), cancellationToken))?.Value;

    /// <summary>The ids of a source's exports that have a hold on them.</summary>
    public async Task<IReadOnlySet<string>> ListAsync(string source, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var name in _holds.ListAsync($"holds/{source}/", cancellationToken))
        {
            ids.Add(Path.GetFileNameWithoutExtension(name));
        }

        return ids;
    }

    /// <summary>Puts a hold on an export, or changes the reason of the one that is there.</summary>
    /// <param name="exists">Asks whether the export is there still.</param>
    /// <returns>The outcome, and the hold when it was put on.</returns>
    public async Task<(HoldOutcome Outcome, Hold? Hold)> PutAsync(
        ExportId id, string reason, Func<CancellationToken, Task<bool>> exists, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exists);
        for (var look = 0; look < MaxLooks; look++)
        {
            if (await _tombstones.FindAsync(id, cancellationToken) is { Phase: TombstonePhase.Deleting })
            {
                return (HoldOutcome.Deleting, null);
            }

            // Written in any case, even over the same one: a put that takes its own write back must not take this one.
            var found = await _holds.FindAsync(NameOf(id), cancellationToken);
            var hold = new Hold(
                id.ToString(), reason, found?.Value.Since ?? time.GetUtcNow(), Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
            if (await _holds.TryWriteAsync(NameOf(id), hold, found?.Version, cancellationToken) is not { } written
                || await SettleAsync(id, written, exists, cancellationToken) is not { } outcome)
            {
                continue;
            }

            return (outcome, outcome == HoldOutcome.Held ? hold : null);
        }

        throw new InvalidOperationException($"The hold was changed by others {MaxLooks} times in a row, or cannot be written.");
    }

    /// <summary>Takes the hold off an export; nothing happens when there is none.</summary>
    public Task RemoveAsync(ExportId id, CancellationToken cancellationToken) =>
        _holds.TryRemoveAsync(NameOf(id), version: null, cancellationToken);

    internal static string NameOf(ExportId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return $"holds/{id.Source}/{id}.json";
    }

    /// <summary>Looks, once the hold is written, for a deletion.</summary>
    /// <returns>The outcome; null when it has to be looked for again.</returns>
    private async Task<HoldOutcome?> SettleAsync(
        ExportId id, ETag written, Func<CancellationToken, Task<bool>> exists, CancellationToken cancellationToken)
    {
        if (await _tombstones.TurnAwayAsync(id, cancellationToken))
        {
            // The tombstone goes last: without one the export is either untouched or gone as a whole.
            if (await exists(cancellationToken))
            {
                return HoldOutcome.Held;
            }

            await _holds.TryRemoveAsync(NameOf(id), written, cancellationToken);
            return HoldOutcome.Gone;
        }

        return await _holds.TryRemoveAsync(NameOf(id), written, cancellationToken) ? HoldOutcome.Deleting : null;
    }
}
