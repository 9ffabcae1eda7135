using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace FunctionsExport.Catalog;

/// <summary>How much of an export is in Blob Storage already: an activity has no status, but the blocks that it stages have.</summary>
public sealed class StagedBytes(BlobContainerClient container)
{
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
                sum += blob.Properties.ContentLength is > 0 and { } length
                    ? length
                    : await SumStagedAsync(blob.Name, cancellationToken);
            }
        }

        return sum;
    }

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
