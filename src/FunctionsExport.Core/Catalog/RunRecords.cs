using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Providers;

namespace FunctionsExport.Catalog;

/// <summary>
/// What a running export has to remember and its orchestration's history should not hold: what was there before it. Written once
/// and kept until the export ends, so that a repeated activity finds the first one's record.
/// </summary>
public sealed class RunRecords(BlobContainerClient container)
{
    private const string Prefix = "runs/";

    /// <summary>The record of what was there before; null when the export has not come so far.</summary>
    public async Task<ExportPreparation?> FindPreparationAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await PreparationOf(id).DownloadContentAsync(cancellationToken);
            return answer.Value.Content.ToObjectFromJson<ExportPreparation>(CatalogJson.Options);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The record of what was there before.</summary>
    /// <exception cref="ExportFaultException">
    /// <see cref="FaultCodes.Superseded"/> when there is none: the export was ended from elsewhere.
    /// </exception>
    public async Task<ExportPreparation> GetPreparationAsync(string id, CancellationToken cancellationToken) =>
        await FindPreparationAsync(id, cancellationToken) ?? throw new ExportFaultException(new ExportFault(
            FaultCodes.Superseded, "The record of what was there before this export is gone; it was ended from elsewhere."));

    /// <summary>Keeps the record, unless one is there.</summary>
    /// <returns>The record that is kept.</returns>
    public async Task<ExportPreparation> KeepPreparationAsync(
        string id, ExportPreparation preparation, CancellationToken cancellationToken)
    {
        try
        {
            await PreparationOf(id).UploadAsync(
                BinaryData.FromObjectAsJson(preparation, CatalogJson.Options),
                new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } },
                cancellationToken);
            return preparation;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return await FindPreparationAsync(id, cancellationToken) ?? preparation;
        }
    }

    /// <summary>The exports that have records.</summary>
    public async IAsyncEnumerable<ExportId> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in container.GetBlobsByHierarchyAsync(
            delimiter: "/", prefix: Prefix, cancellationToken: cancellationToken))
        {
            if (item.IsPrefix && ExportId.Parse(item.Prefix[Prefix.Length..^1]) is { } id)
            {
                yield return id;
            }
        }
    }

    /// <summary>Removes the export's records.</summary>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        PreparationOf(id).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private BlobClient PreparationOf(string id) => container.GetBlobClient($"{Prefix}{id}/preparation.json");
}
