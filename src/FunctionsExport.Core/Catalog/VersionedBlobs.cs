using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace FunctionsExport.Catalog;

/// <summary>Small JSON documents in Blob Storage, each changed only under its ETag.</summary>
/// <typeparam name="T">What a document says.</typeparam>
internal sealed class VersionedBlobs<T>(BlobContainerClient container)
    where T : class
{
    /// <summary>A document and its version; null when there is none.</summary>
    public async Task<(T Value, ETag Version)?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            return (answer.Value.Content.ToObjectFromJson<T>(CatalogJson.Options)!, answer.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Writes a document over the version that was read.</summary>
    /// <param name="version">That version; null when there was none.</param>
    /// <returns>The version written; null when another one is there now.</returns>
    public async Task<ETag?> TryWriteAsync(string name, T value, ETag? version, CancellationToken cancellationToken)
    {
        var conditions = version is { } known
            ? new BlobRequestConditions { IfMatch = known }
            : new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            var content = BinaryData.FromObjectAsJson(value, CatalogJson.Options);
            var answer = await container.GetBlobClient(name).UploadAsync(
                content, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
            return answer.Value.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>Removes a document, if it is of a version.</summary>
    /// <param name="version">The version; null for any.</param>
    /// <returns>Whether it is gone now.</returns>
    public async Task<bool> TryRemoveAsync(string name, ETag? version, CancellationToken cancellationToken)
    {
        try
        {
            await container.GetBlobClient(name).DeleteIfExistsAsync(
                DeleteSnapshotsOption.None, new BlobRequestConditions { IfMatch = version }, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }

    /// <summary>The names of the documents with a prefix, in order.</summary>
    public async IAsyncEnumerable<string> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
        {
            yield return blob.Name;
        }
    }
}
