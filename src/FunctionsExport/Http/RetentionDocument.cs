using FunctionsExport.Catalog;
using FunctionsExport.Retention;

namespace FunctionsExport.Http;

/// <summary>What retention would do with the exports of a source.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Policy">The policy; null when there is none and nothing goes.</param>
/// <param name="Deleted">How many exports would go.</param>
/// <param name="DeletedBytes">The bytes of their blobs.</param>
/// <param name="Kept">How many would stay.</param>
/// <param name="Exports">Each export, the newest first.</param>
public sealed record RetentionDocument(
    string Source,
    RetentionPolicy? Policy,
    int Deleted,
    long DeletedBytes,
    int Kept,
    IReadOnlyList<RetentionDocument.Export> Exports)
{
    internal static RetentionDocument Of(
        string source, RetentionPolicy? policy, IReadOnlyList<RetentionDecision> decisions) => new(
        source,
        policy,
        decisions.Count(d => d.IsDeleted),
        decisions.Where(d => d.IsDeleted).Sum(d => d.Entry.Bytes),
        decisions.Count(d => !d.IsDeleted),
        [
            .. decisions.Select(d => new Export(
                d.Entry.Id.ToString(),
                d.IsDeleted ? "delete" : "keep",
                d.Reason,
                d.Entry.State,
                d.Entry.EndedAt,
                d.Entry.State == ExportState.Succeeded ? d.Entry.IsProven : null,
                d.Entry.Bytes,
                d.Entry.Tombstone?.Refusal,
                d.Entry.Tombstone?.NotBefore)),
        ]);

    /// <summary>What would become of an export.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Action"><c>delete</c> or <c>keep</c>.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="State">The state in its manifest; null when it has none that can be read.</param>
    /// <param name="EndedAt">When it ended, or was last seen to write (UTC).</param>
    /// <param name="Proven">Whether it is proven; null when it did not succeed.</param>
    /// <param name="Bytes">The bytes of its blobs.</param>
    /// <param name="Refusal">The code with which Blob Storage has refused to delete it; null for none.</param>
    /// <param name="RetryAt">When its deletion is tried again (UTC); null for with the next run.</param>
    public sealed record Export(
        string Id,
        string Action,
        RetentionReason Reason,
        ExportState? State,
        DateTimeOffset EndedAt,
        bool? Proven,
        long Bytes,
        string? Refusal,
        DateTimeOffset? RetryAt);
}
