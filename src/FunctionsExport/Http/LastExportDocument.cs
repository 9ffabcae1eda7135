using FunctionsExport.Catalog;

namespace FunctionsExport.Http;

/// <summary>The newest export of a source that has ended.</summary>
internal sealed record LastExportDocument(string Id, ExportState State, DateTimeOffset RequestedAt, DateTimeOffset EndedAt);
