using FunctionsExport.Providers;

namespace FunctionsExport.Catalog;

/// <summary>What a database's lock says.</summary>
/// <param name="Owner">The id of the export that owns the database.</param>
/// <param name="Phase">How far the owner has come in its stage.</param>
/// <param name="Until">Before this time a reservation is left alone, even if its owner cannot be found yet.</param>
/// <param name="Mover">Which run of an activity has moved it to its phase.</param>
/// <param name="CancelReason">Set when the owner is to stop.</param>
/// <param name="Stage">Which of the things that the export starts at its provider the phase is about, from 1.</param>
/// <param name="Stages">The stages whose request was about to be sent, in order; null is none.</param>
/// <param name="IsDiscarded">Set when the owner cannot succeed any more and what it has fetched is being removed.</param>
public sealed record DatabaseLock(
    string Owner,
    LockPhase Phase,
    DateTimeOffset Until,
    string? Mover = null,
    string? CancelReason = null,
    int Stage = 1,
    IReadOnlyList<ExportStage>? Stages = null,
    bool IsDiscarded = false);
