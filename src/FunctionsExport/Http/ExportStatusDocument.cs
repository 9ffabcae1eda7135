using FunctionsExport.Catalog;
using FunctionsExport.Providers;

namespace FunctionsExport.Http;

/// <summary>An export as <c>GET /exports/{id}</c> shows it. Times are UTC.</summary>
internal sealed record ExportStatusDocument
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required ExportState State { get; init; }

    /// <summary>What is being done or waited for, or why it ended so.</summary>
    public string? Reason { get; init; }

    public bool? Fetch { get; init; }

    public string? Trigger { get; init; }

    public DateTimeOffset? RequestedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? ExportedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>How often the present step was tried in vain.</summary>
    public int? Attempts { get; init; }

    public ExportProgressDocument? Progress { get; init; }

    public DatabaseSummary? Database { get; init; }

    public IReadOnlyList<ManifestFile>? Files { get; init; }

    public ExportFault? Failure { get; init; }

    /// <summary>True when retention is deleting the export: its files may be gone and are left out. Null otherwise.</summary>
    public bool? Deleting { get; init; }

    /// <summary>The manifest's blob in the exports container.</summary>
    public string? Manifest { get; init; }
}
