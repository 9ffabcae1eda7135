using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Schedules;

namespace FunctionsExport.Catalog;

/// <summary>What ticks remember of each source's schedule.</summary>
public sealed class ScheduleRecords(BlobContainerClient container)
{
    /// <summary>The record of a source and its version; null when there is none.</summary>
    public async Task<(ScheduleRecord Record, ETag Version)?> FindAsync(string source, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await BlobOf(source).DownloadContentAsync(cancellationToken);
            return (answer.Value.Content.ToObjectFromJson<ScheduleRecord>(CatalogJson.Options)!, answer.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Writes a record, if it is still of the version that was read.</summary>
    /// <param name="version">The version that was read; null when there was none.</param>
    /// <returns>False when another tick has written meanwhile: its record counts.</returns>
    public async Task<bool> TryWriteAsync(
        string source, ScheduleRecord record, ETag? version, CancellationToken cancellationToken)
    {
        var conditions = version is { } known
            ? new BlobRequestConditions { IfMatch = known }
            : new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            var content = BinaryData.FromObjectAsJson(record, CatalogJson.Options);
            await BlobOf(source).UploadAsync(content, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private BlobClient BlobOf(string source) => container.GetBlobClient($"schedules/{source}.json");
}
