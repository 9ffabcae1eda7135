using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Providers;

namespace FunctionsExport.Catalog;

/// <summary>The manifests, beside the files that they describe.</summary>
public sealed class Manifests(BlobContainerClient container)
{
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
            Metadata = MetadataOf(manifest),
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

    /// <summary>Whether an export has a manifest.</summary>
    public async Task<bool> ExistsAsync(ExportId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return await container.GetBlobClient(id.ManifestName).ExistsAsync(cancellationToken);
    }

    /// <summary>The manifest of the newest export of a source that has one; null when there is none.</summary>
    /// <param name="state">The state that it must have ended in; null for any.</param>
    public async Task<Manifest?> FindLatestAsync(string source, ExportState? state, CancellationToken cancellationToken)
    {
        // Year, month, day, id: names sort by time, so the last of each level leads to the newest.
        async Task<Manifest?> LastBelowAsync(string prefix, int depth)
        {
            var below = new List<string>();
            await foreach (var item in container.GetBlobsByHierarchyAsync(
                delimiter: "/", prefix: prefix, cancellationToken: cancellationToken))
            {
                if (item.IsPrefix)
                {
                    below.Add(item.Prefix);
                }
            }

            foreach (var next in below.OrderDescending(StringComparer.Ordinal))
            {
                var found = depth > 1
                    ? await LastBelowAsync(next, depth - 1)
                    : ExportId.Parse(next.TrimEnd('/').Split('/')[^1]) is { } id ? await FindAsync(id, cancellationToken) : null;
                if (found is not null && (state is null || found.State == state))
                {
                    return found;
                }
            }

            return null;
        }

        return await LastBelowAsync(source + "/", depth: 4);
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

    private static Dictionary<string, string> MetadataOf(Manifest manifest) => new(StringComparer.Ordinal)
    {
        ["state"] = manifest.State.ToString().ToLowerInvariant(),
        ["source"] = manifest.Source,
        ["requestedat"] = manifest.RequestedAt.ToString("O", CultureInfo.InvariantCulture),
        ["endedat"] = manifest.EndedAt.ToString("O", CultureInfo.InvariantCulture),
    };

    private static ExportId IdOf(Manifest manifest) =>
        ExportId.Parse(manifest.Id) ?? throw new ArgumentException($"'{manifest.Id}' is not an export's id.");
}
