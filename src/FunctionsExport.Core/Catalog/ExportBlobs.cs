using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace FunctionsExport.Catalog;

/// <summary>
/// The blobs of one export, those that are only staged included: an activity has no status, but the blocks that it stages have.
/// </summary>
public sealed class ExportBlobs(BlobContainerClient container)
{
    private readonly ExportFolders _folders = new(container);

    /// <summary>The bytes of the export's committed blobs and of the blocks staged for the others; the manifest is left out.</summary>
    public async Task<long> SumAsync(ExportId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        long sum = 0;
        await foreach (var blob in container.GetBlobsAsync(
            states: BlobStates.Uncommitted, prefix: id.BlobPrefix, cancellationToken: cancellationToken))
        {
            if (blob.Name != id.ManifestName)
            {
                sum += blob.Properties.ContentLength is > 0 and { } length ? length : await SumStagedAsync(blob.Name, cancellationToken);
            }
        }

        return sum;
    }

    /// <summary>
    /// Removes what the export has fetched and staged. The manifest is left alone, and so is any blob in the export's folder that it has
    /// not written.
    /// </summary>
    public Task DiscardAsync(ExportId id, CancellationToken cancellationToken) =>
        _folders.RemoveFilesAsync(id, manifest: null, cancellationToken);

    /// <summary>Removes one of the export's files, or what is staged for it; a stranger's blob of that name stays.</summary>
    /// <param name="name">The blob's name in the container.</param>
    public Task DiscardFileAsync(ExportId id, string name, CancellationToken cancellationToken) =>
        _folders.RemoveFileAsync(id, name, cancellationToken);

    private async Task<long> SumStagedAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var list = await container.GetBlockBlobClient(name).GetBlockListAsync(
                BlockListTypes.Uncommitted, cancellationToken: cancellationToken);
            return list.Value.UncommittedBlocks.Sum(b => b.SizeLong);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return 0;
        }
    }
}
