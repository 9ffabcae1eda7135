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
/// <param name="answerSize">The most blobs in an answer of Blob Storage; null for what it gives by itself, 5,000.</param>
internal sealed partial class CatalogWalk(
    BlobContainerClient container, Manifests manifests, CatalogQuery query, int limit, int maxLists, int? answerSize = null)
{
    private readonly PriorityQueue<CatalogNode, CatalogPosition> _open =
        new(Comparer<CatalogPosition>.Create((a, b) => b.CompareTo(a)));

    private int _lists;

    // Whether a month or day had more exports than the page may take.
    private bool _dropped;

    public async Task<CatalogPage> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = new List<CatalogEntry>();
        Open(query.Source is null ? CatalogNode.Of("", level: 0) : CatalogNode.Of(query.Source + "/", level: 1));
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

            await OpenAsync(node, cancellationToken);
        }

        return new CatalogPage(entries, null);
    }

    /// <summary>The place that nothing unread is newer than; null when the page has not come forward yet.</summary>
    private CatalogPosition? After(CatalogNode node)
    {
        var place = new CatalogPosition(node.Newest.Time.AddSeconds(1), "");
        return query.Before is { } before && place >= before ? null : place;
    }

    private void Open(CatalogNode? node)
    {
        if (node is not null)
        {
            _open.Enqueue(node, node.Newest);
        }
    }

    private async Task OpenAsync(CatalogNode node, CancellationToken cancellationToken)
    {
        switch (node.Level)
        {
            case 0:
                await OpenSourcesAsync(cancellationToken);
                break;
            case 1 or 2:
                await OpenBelowAsync(node.Prefix!, cancellationToken);
                break;
            case 3:
                await OpenMonthAsync(node.Prefix!, cancellationToken);
                break;
            default:
                await OpenDayAsync(node.Prefix!, cancellationToken);
                break;
        }
    }

    private async Task OpenSourcesAsync(CancellationToken cancellationToken)
    {
        await foreach (var prefix in PrefixesAsync("", cancellationToken))
        {
            if (SourcePrefix().IsMatch(prefix))
            {
                Open(CatalogNode.Of(prefix, level: 1));
            }
        }
    }

    private async Task OpenBelowAsync(string prefix, CancellationToken cancellationToken)
    {
        await foreach (var below in PrefixesAsync(prefix, cancellationToken))
        {
            Open(CatalogNode.Of(below, query));
        }
    }

    /// <summary>A month that one answer holds is read as a whole, another one by days.</summary>
    private async Task OpenMonthAsync(string prefix, CancellationToken cancellationToken)
    {
        _lists++;
        await foreach (var page in container.GetBlobsAsync(
            BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken).AsPages(pageSizeHint: answerSize))
        {
            if (string.IsNullOrEmpty(page.ContinuationToken))
            {
                await OpenEntriesAsync(page.Values.ToAsyncEnumerable(), cancellationToken);
                return;
            }

            break;
        }

        await OpenBelowAsync(prefix, cancellationToken);
    }

    private async Task OpenDayAsync(string prefix, CancellationToken cancellationToken)
    {
        _lists++;
        await OpenEntriesAsync(
            container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken), cancellationToken);
    }

    /// <summary>Keeps the newest entries that are asked for: the page can take no more than its limit of any month or day.</summary>
    private async Task OpenEntriesAsync(IAsyncEnumerable<BlobItem> blobs, CancellationToken cancellationToken)
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

        foreach (var (entry, _) in newest.UnorderedItems)
        {
            Open(CatalogNode.Of(entry));
        }
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

    private async IAsyncEnumerable<string> PrefixesAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in container.GetBlobsByHierarchyAsync(
            delimiter: "/", prefix: prefix, cancellationToken: cancellationToken))
        {
            if (item.IsPrefix)
            {
                yield return item.Prefix;
            }
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]{0,39}/$", RegexOptions.CultureInvariant)]
    private static partial Regex SourcePrefix();
}
