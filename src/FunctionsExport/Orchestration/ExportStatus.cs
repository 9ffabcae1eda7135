using FunctionsExport.Catalog;

namespace FunctionsExport.Orchestration;

/// <summary>
/// The custom status of an export's orchestration: the state, its reason and counts, never a list, so that it stays well below the
/// 8,192 characters that the engine allows.
/// </summary>
/// <param name="State">The state.</param>
/// <param name="Reason">What is being done or waited for; null when the state says it all.</param>
/// <param name="Attempts">How often the present step was tried in vain; 0 mostly.</param>
/// <param name="NextCheckAt">When the next try or check is due (UTC).</param>
/// <param name="StartedAt">When the provider had accepted the export (UTC).</param>
/// <param name="ExportedAt">When the provider's export was seen finished (UTC).</param>
/// <param name="FilesDone">How many files are in Blob Storage.</param>
/// <param name="FilesTotal">How many files there are; null before they are known.</param>
/// <param name="BytesTotal">Their bytes; null before they are known.</param>
/// <param name="Stage">Which of the things that it starts at its provider the export waits for, from 1.</param>
public sealed record ExportStatus(
    ExportState State,
    string? Reason = null,
    int Attempts = 0,
    DateTimeOffset? NextCheckAt = null,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? ExportedAt = null,
    int FilesDone = 0,
    int? FilesTotal = null,
    long? BytesTotal = null,
    int Stage = 1);
