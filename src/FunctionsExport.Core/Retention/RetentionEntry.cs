using FunctionsExport.Catalog;

namespace FunctionsExport.Retention;

/// <summary>What retention has to know of an export.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="State">The state in its manifest; null when it has none.</param>
/// <param name="EndedAt">
/// When it ended, by its manifest; for one without a manifest when it was last seen to write (UTC).
/// </param>
/// <param name="IsProven">Whether it is proven, see <see cref="ProvenExport"/>.</param>
/// <param name="IsRunning">Whether its orchestration runs or it has its database.</param>
/// <param name="IsHeld">Whether a hold is on it.</param>
/// <param name="IsUnreadable">Whether it has a manifest that cannot be read.</param>
/// <param name="Tombstone">Its tombstone; null for none.</param>
/// <param name="Bytes">The bytes of its blobs.</param>
public sealed record RetentionEntry(
    ExportId Id,
    ExportState? State,
    DateTimeOffset EndedAt,
    bool IsProven = false,
    bool IsRunning = false,
    bool IsHeld = false,
    bool IsUnreadable = false,
    Tombstone? Tombstone = null,
    long Bytes = 0)
{
    /// <summary>Whether its deletion has begun: it counts as gone.</summary>
    public bool IsDeleting => Tombstone is { Phase: TombstonePhase.Deleting };
}
