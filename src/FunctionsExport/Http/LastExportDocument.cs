using FunctionsExport.Catalog;

namespace FunctionsExport.Http;

/// <summary>An export of a source that has ended.</summary>
internal sealed record LastExportDocument(string Id, ExportState State, DateTimeOffset RequestedAt, DateTimeOffset EndedAt)
{
    public static LastExportDocument? Of(Manifest? manifest) => manifest is null
        ? null
        : new LastExportDocument(manifest.Id, manifest.State, manifest.RequestedAt, manifest.EndedAt);
}
