using FunctionsExport.Catalog;

namespace FunctionsExport.Http;

/// <summary>Puts a page of exports together: those whose orchestrations are known and those of the catalogue, newest first.</summary>
public sealed class ExportListReader(Manifests manifests)
{
    /// <param name="limit">The most exports of the page, at least 1.</param>
    internal async Task<(IReadOnlyList<ListedExport> Exports, CatalogPosition? Next)> ReadAsync(
        DurableTaskClient client, CatalogQuery query, int limit, CancellationToken cancellationToken)
    {
        // Orchestrations first: an export that ends between the two looks is in both, and not in neither. One more than the page
        // takes tells whether others follow.
        var live = await LiveExports.ListAsync(client, query, limit + 1, cancellationToken);
        var catalogue = query.State is { } state && !ExportStateTransitions.IsFinal(state)
            ? new CatalogPage([], null)
            : await manifests.ListAsync(query, limit + 1, cancellationToken);

        // Beyond the place where the catalogue's part ends its exports would be missing.
        var known = catalogue.Entries.Select(e => e.Id).ToHashSet();
        var all = live
            .Where(l => !known.Contains(l.Id) && !(CatalogPosition.Of(l.Id) < catalogue.Next))
            .Select(l => (Place: CatalogPosition.Of(l.Id), l.Listed, l.Broken))
            .Concat(catalogue.Entries.Select(e => (Place: CatalogPosition.Of(e.Id), Listed: ListedExport.Of(e), Broken: false)))
            .OrderByDescending(e => e.Place)
            .ToList();
        var page = all.Count > limit ? all[..limit] : all;
        var exports = new List<ListedExport>();
        foreach (var (place, listed, broken) in page)
        {
            // Its manifest says otherwise, where it is not what is asked for.
            if (!broken || !await manifests.ExistsAsync(ExportId.Parse(place.Id)!, cancellationToken))
            {
                exports.Add(listed);
            }
        }

        return (exports, all.Count > limit ? page[^1].Place : catalogue.Next);
    }
}
