namespace FunctionsExport.Catalog;

/// <summary>Which exports a list holds. What is null matches all.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="State">The state.</param>
/// <param name="Since">The time in the id, at least (UTC).</param>
/// <param name="Before">Only exports at older places.</param>
public sealed record CatalogQuery(
    string? Source = null, ExportState? State = null, DateTimeOffset? Since = null, CatalogPosition? Before = null)
{
    /// <summary>Whether an export is asked for.</summary>
    public bool Matches(ExportId id, ExportState state)
    {
        ArgumentNullException.ThrowIfNull(id);
        return (Source is null || Source == id.Source)
            && (State is null || State == state)
            && !(id.Time < Since)
            && (Before is not { } before || CatalogPosition.Of(id) < before);
    }
}
