using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Transfer;

namespace FunctionsExport.Catalog;

/// <summary>
/// The blobs of one export, those that are only staged included: an activity has no status, but the blocks that it stages have.
/// </summary>
public sealed class ExportBlobs(BlobContainerClient container)
{
    /// <summary>The bytes of the export's committed blobs and of the blocks staged for the others; the manifest is left out.</summary>
    public async Task<long> SumAsync(ExportId id, CancellationToken cancellationToken)
    {
        long sum = 0;
        await foreach (var blob in ListAsync(id, cancellationToken))
        {
            sum += blob.Properties.ContentLength is > 0 and { } length ? length : await SumStagedAsync(blob.Name, cancellationToken);
        }

        return sum;
    }

    /// <summary>Removes the export's blobs and staged blocks; the manifest is left alone.</summary>
    public async Task DiscardAsync(ExportId id, CancellationToken cancellationToken)
    {
        await foreach (var item in ListAsync(id, cancellationToken))
        {
            var blob = container.GetBlockBlobClient(item.Name);
            if (item.Properties.ContentLength is null or 0)
            {
                // Staged blocks go when a list without them is committed. Were this run to end here, retention would know the blob.
                var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [BlobTarget.ExportIdKey] = id.ToString() };
                await blob.CommitBlockListAsync([], new CommitBlockListOptions { Metadata = metadata }, cancellationToken);
            }

            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        }
    }

    private async IAsyncEnumerable<BlobItem> ListAsync(
        ExportId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        await foreach (var blob in container.GetBlobsAsync(
            states: BlobStates.Uncommitted, prefix: id.BlobPrefix, cancellationToken: cancellationToken))
        {
            if (blob.Name != id.ManifestName)
            {
                yield return blob;
            }
        }
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
