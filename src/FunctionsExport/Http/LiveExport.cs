using FunctionsExport.Catalog;

namespace FunctionsExport.Http;

/// <summary>An export as its orchestration tells it.</summary>
/// <param name="Id">The export's id.</param>
/// <param name="Listed">What a list shows of it.</param>
/// <param name="Broken">Whether its orchestration has ended without a word of its own: a manifest, if there is one, knows better.</param>
internal sealed record LiveExport(ExportId Id, ListedExport Listed, bool Broken);
