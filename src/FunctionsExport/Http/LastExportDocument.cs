using FunctionsExport.Catalog;

namespace FunctionsExport.Http;

/// <summary>An export of a source that has ended.</summary>
internal sealed record LastExportDocument(string Id, ExportState State, DateTimeOffset RequestedAt, DateTimeOffset EndedAt)
{
    public static LastExportDocument? Of(CatalogEntry? entry) => entry is null
        ? null
        : new LastExportDocument(entry.Id.ToString(), entry.State, entry.RequestedAt, entry.EndedAt);
}
