using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Providers;

namespace FunctionsExport.Catalog;

/// <summary>
/// What a running export has to remember outside of its orchestration's history: what was there before it, and what was asked
/// for. Written once and kept until the export ends, so that a repeated activity finds the first
/// one's record, and an export whose orchestration is gone is not forgotten.
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

    /// <summary>Forgets what was there before, so that it is looked for again.</summary>
    public Task RemovePreparationAsync(string id, CancellationToken cancellationToken) =>
        PreparationOf(id).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Keeps what was asked for, unless it is there.</summary>
    /// <param name="request">The request, as JSON.</param>
    public async Task KeepRequestAsync(string id, BinaryData request, CancellationToken cancellationToken)
    {
        try
        {
            await RequestOf(id).UploadAsync(
                request, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Kept before.
        }
    }

    /// <summary>What was asked for, as JSON; null when it was not kept.</summary>
    public async Task<BinaryData?> FindRequestAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await RequestOf(id).DownloadContentAsync(cancellationToken)).Value.Content;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
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
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await RemovePreparationAsync(id, cancellationToken);
        await RequestOf(id).DeleteIfExistsAsync(cancellationToken: cancellationToken);
    }

    private BlobClient PreparationOf(string id) => container.GetBlobClient($"{Prefix}{id}/preparation.json");

    private BlobClient RequestOf(string id) => container.GetBlobClient($"{Prefix}{id}/request.json");
}
