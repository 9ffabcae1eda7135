using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Providers;

namespace FunctionsExport.Catalog;

/// <summary>The manifests, beside the files that they describe.</summary>
public sealed class Manifests(BlobContainerClient container)
{
    // A page that finds little ends after so many lists: its caller waits.
    private const int MaxLists = 100;

    /// <summary>
    /// Writes the manifest, if each blob that it names is there and has the size that it says. It is written once: one that is there
    /// already counts, as after a write whose answer was lost.
    /// </summary>
    /// <returns>The manifest that is there now.</returns>
    /// <exception cref="ExportFaultException">
    /// <see cref="FaultCodes.Incomplete"/> when a blob is missing or has another size.
    /// </exception>
    public async Task<Manifest> WriteAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (manifest.State == ExportState.Succeeded)
        {
            await EnsureBlobsAsync(manifest, cancellationToken);
        }

        var content = BinaryData.FromObjectAsJson(manifest, CatalogJson.Options);
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
            Metadata = CatalogEntry.Of(manifest).ToMetadata(),
        };

        try
        {
            await container.GetBlobClient(IdOf(manifest).ManifestName).UploadAsync(content, options, cancellationToken);
            return manifest;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return await FindAsync(IdOf(manifest), cancellationToken)
                ?? throw new InvalidOperationException("A manifest was refused as a duplicate, but none is there.", e);
        }
    }

    /// <summary>The manifest of an export; null when there is none.</summary>
    public async Task<Manifest?> FindAsync(ExportId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        try
        {
            var answer = await container.GetBlobClient(id.ManifestName).DownloadContentAsync(cancellationToken);
            return answer.Value.Content.ToObjectFromJson<Manifest>(CatalogJson.Options);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>
    /// The state that an export's manifest tells; null when there is no manifest. One that a later version of the app has written in its
    /// own way counts as succeeded: what it names is left alone.
    /// </summary>
    public async Task<ExportState?> FindStateAsync(ExportId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        try
        {
            var properties = await container.GetBlobClient(id.ManifestName).GetPropertiesAsync(cancellationToken: cancellationToken);
            return CatalogEntry.FromMetadata(id, properties.Value.Metadata)?.State ?? ExportState.Succeeded;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Whether an export has a manifest.</summary>
    public async Task<bool> ExistsAsync(ExportId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return await container.GetBlobClient(id.ManifestName).ExistsAsync(cancellationToken);
    }

    /// <summary>The newest export of a source that has a manifest; null when there is none. No manifest is read.</summary>
    /// <param name="state">The state that it must have ended in; null for any.</param>
    public async Task<CatalogEntry?> FindLatestAsync(string source, ExportState? state, CancellationToken cancellationToken)
    {
        var walk = new CatalogWalk(container, this, new CatalogQuery(source, state), limit: 1, maxLists: int.MaxValue);
        return (await walk.ReadAsync(cancellationToken)).Entries is [var newest, ..] ? newest : null;
    }

    /// <summary>A page of all exports that have a manifest, newest first.</summary>
    /// <param name="limit">The most exports of the page, at least 1.</param>
    public Task<CatalogPage> ListAsync(CatalogQuery query, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new CatalogWalk(container, this, query, limit, MaxLists).ReadAsync(cancellationToken);
    }

    /// <summary>Whether the container has anything of a source.</summary>
    public async Task<bool> HasSourceAsync(string source, CancellationToken cancellationToken)
    {
        await foreach (var page in container.GetBlobsAsync(prefix: source + "/", cancellationToken: cancellationToken)
            .AsPages(pageSizeHint: 1))
        {
            return page.Values.Count > 0;
        }

        return false;
    }

    private async Task EnsureBlobsAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        foreach (var file in manifest.Files.Where(f => f.Blob is not null))
        {
            try
            {
                var properties = await container.GetBlobClient(file.Blob).GetPropertiesAsync(cancellationToken: cancellationToken);
                if (properties.Value.ContentLength == file.Size)
                {
                    continue;
                }
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // Reported below, as a blob of another size is.
            }

            throw new ExportFaultException(new ExportFault(
                FaultCodes.Incomplete, $"The blob of {file.Name} is missing or has changed since it was written."));
        }
    }

    private static ExportId IdOf(Manifest manifest) =>
        ExportId.Parse(manifest.Id) ?? throw new ArgumentException($"'{manifest.Id}' is not an export's id.");
}
