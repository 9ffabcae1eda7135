using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace FunctionsExport.Catalog;

/// <summary>
/// One page of the catalogue, out of the names and metadata of blobs. Sources, years, months and days are looked into where the newest
/// export may be, so that all sources are merged and what is older than the page is not read.
/// </summary>
/// <param name="manifests">Reads a manifest whose metadata are lost.</param>
/// <param name="limit">The most exports of the page, at least 1; no more are held at a time of any source.</param>
/// <param name="maxLists">After so many months and days the page ends, however few it has, once it has come forward.</param>
/// <param name="answerSize">The most blobs in an answer of Blob Storage: a month that has more is read by days.</param>
internal sealed partial class CatalogWalk(
    BlobContainerClient container,
    Manifests manifests,
    CatalogQuery query,
    int limit,
    int maxLists,
    int answerSize = CatalogWalk.AnswerSize)
{
    // An answer is in memory as a whole. A source with an export an hour of one file stays below it.
    private const int AnswerSize = 2000;
    private const int AtOnce = 4;

    private readonly PriorityQueue<CatalogNode, CatalogPosition> _open =
        new(Comparer<CatalogPosition>.Create((a, b) => b.CompareTo(a)));

    private int _lists;

    // Whether a month or day had more exports than the page may take.
    private bool _dropped;

    public async Task<CatalogPage> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = new List<CatalogEntry>();
        Open([query.Source is null ? CatalogNode.Of("", level: 0) : CatalogNode.Of(query.Source + "/", level: 1)]);
        while (_open.TryDequeue(out var node, out _))
        {
            if (node.Entry is { } entry)
            {
                entries.Add(entry);
                if (entries.Count == limit)
                {
                    return new CatalogPage(entries, _open.Count == 0 && !_dropped ? null : node.Newest);
                }

                continue;
            }

            if (_lists >= maxLists && node.Level > 1 && After(node) is { } next)
            {
                return new CatalogPage(entries, next);
            }

            foreach (var found in await Task.WhenAll(TakeWith(node).Select(n => LookIntoAsync(n, cancellationToken))))
            {
                Open(found);
            }
        }

        return new CatalogPage(entries, null);
    }

    /// <summary>The place that nothing unread is newer than; null when the page has not come forward yet.</summary>
    private CatalogPosition? After(CatalogNode node)
    {
        var place = new CatalogPosition(node.Newest.Time.AddSeconds(1), "");
        return query.Before is { } before && place >= before ? null : place;
    }

    /// <summary>A prefix and those that end with it: no export of one may be taken before all of them are looked into.</summary>
    private List<CatalogNode> TakeWith(CatalogNode node)
    {
        var taken = new List<CatalogNode> { node };
        while (taken.Count < AtOnce && _open.TryPeek(out var next, out _) && next.Prefix is not null && next.Newest == node.Newest)
        {
            taken.Add(_open.Dequeue());
        }

        _lists += taken.Count(n => n.Level > 2);
        return taken;
    }

    private void Open(IEnumerable<CatalogNode> nodes)
    {
        foreach (var node in nodes)
        {
            _open.Enqueue(node, node.Newest);
        }
    }

    private Task<IReadOnlyList<CatalogNode>> LookIntoAsync(CatalogNode node, CancellationToken cancellationToken) => node.Level switch
    {
        0 => BelowAsync("", p => SourcePrefix().IsMatch(p) ? CatalogNode.Of(p, level: 1) : null, cancellationToken),
        1 or 2 => BelowAsync(node.Prefix!, p => CatalogNode.Of(p, query), cancellationToken),
        3 => ReadMonthAsync(node.Prefix!, cancellationToken),
        _ => ReadDayAsync(node.Prefix!, cancellationToken),
    };

    private async Task<IReadOnlyList<CatalogNode>> BelowAsync(
        string prefix, Func<string, CatalogNode?> toNode, CancellationToken cancellationToken)
    {
        var nodes = new List<CatalogNode>();
        await foreach (var item in container.GetBlobsByHierarchyAsync(
            delimiter: "/", prefix: prefix, cancellationToken: cancellationToken))
        {
            if (item.IsPrefix && toNode(item.Prefix) is { } node)
            {
                nodes.Add(node);
            }
        }

        return nodes;
    }

    /// <summary>A month that one answer holds is read as a whole, another one by days.</summary>
    private async Task<IReadOnlyList<CatalogNode>> ReadMonthAsync(string prefix, CancellationToken cancellationToken)
    {
        await foreach (var page in container.GetBlobsAsync(
            BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken).AsPages(pageSizeHint: answerSize))
        {
            if (string.IsNullOrEmpty(page.ContinuationToken))
            {
                return await NewestOfAsync(page.Values.ToAsyncEnumerable(), cancellationToken);
            }

            break;
        }

        return await BelowAsync(prefix, p => CatalogNode.Of(p, query), cancellationToken);
    }

    private Task<IReadOnlyList<CatalogNode>> ReadDayAsync(string prefix, CancellationToken cancellationToken) => NewestOfAsync(
        container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken)
            .AsPages(pageSizeHint: answerSize).SelectMany(p => p.Values),
        cancellationToken);

    /// <summary>The newest entries that are asked for: the page can take no more than its limit of any month or day.</summary>
    private async Task<IReadOnlyList<CatalogNode>> NewestOfAsync(
        IAsyncEnumerable<BlobItem> blobs, CancellationToken cancellationToken)
    {
        var newest = new PriorityQueue<CatalogEntry, CatalogPosition>();
        await foreach (var blob in blobs.WithCancellation(cancellationToken))
        {
            if (await FindAsync(blob, cancellationToken) is not { } entry || !query.Matches(entry.Id, entry.State))
            {
                continue;
            }

            newest.Enqueue(entry, CatalogPosition.Of(entry.Id));
            if (newest.Count > limit)
            {
                newest.Dequeue();
                _dropped = true;
            }
        }

        return [.. newest.UnorderedItems.Select(i => CatalogNode.Of(i.Element))];
    }

    private async Task<CatalogEntry?> FindAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        var parts = blob.Name.Split('/');
        if (parts.Length != 6 || ExportId.Parse(parts[4]) is not { } id || id.ManifestName != blob.Name)
        {
            return null;
        }

        if (CatalogEntry.FromMetadata(id, blob.Metadata) is { } entry)
        {
            return entry;
        }

        try
        {
            // Copied without its metadata.
            return await manifests.FindAsync(id, cancellationToken) is { } manifest && manifest.Id == id.ToString()
                ? CatalogEntry.Of(manifest)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]{0,39}/$", RegexOptions.CultureInvariant)]
    private static partial Regex SourcePrefix();
}
