namespace FunctionsExport.Catalog;

/// <summary>A part of the catalogue, newest first.</summary>
/// <param name="Entries">The exports; there may be none although more follow.</param>
/// <param name="Next">What follows is older than this place; null when nothing does.</param>
public sealed record CatalogPage(IReadOnlyList<CatalogEntry> Entries, CatalogPosition? Next);
