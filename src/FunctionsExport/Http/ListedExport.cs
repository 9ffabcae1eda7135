using FunctionsExport.Catalog;
using FunctionsExport.Rdb;

namespace FunctionsExport.Http;

/// <summary>An export as <c>GET /exports</c> lists it. Times are UTC; what is not known is left out.</summary>
internal sealed record ListedExport
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required ExportState State { get; init; }

    /// <summary>What is being done or waited for; the status document says why an export has ended so.</summary>
    public string? Reason { get; init; }

    public string? Trigger { get; init; }

    public bool? Fetch { get; init; }

    public DateTimeOffset? RequestedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The code of its failure.</summary>
    public string? Code { get; init; }

    public int? Files { get; init; }

    public long? Bytes { get; init; }

    public Proof? Proof { get; init; }

    /// <summary>True when retention is deleting it, and its files may be gone; null otherwise.</summary>
    public bool? Deleting { get; init; }

    public string? StatusUri { get; init; }

    public static ListedExport Of(CatalogEntry entry) => new()
    {
        Id = entry.Id.ToString(),
        Source = entry.Id.Source,
        State = entry.State,
        Trigger = entry.Trigger,
        Fetch = entry.Fetch,
        RequestedAt = entry.RequestedAt,
        EndedAt = entry.EndedAt,
        Code = entry.Code,
        Files = entry.Files,
        Bytes = entry.Bytes,
        Proof = entry.Proof,
    };
}
