using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;

namespace FunctionsExport.Transfer;

/// <summary>
/// The block blob that takes one file: what is staged for it already, what is committed, and the commit, which happens once.
/// </summary>
internal sealed class BlobTarget(BlockBlobClient blob, string exportId)
{
    /// <summary>The metadata that says which export has written a blob.</summary>
    internal const string ExportIdKey = "exportid";

    private const string Sha256Key = "sha256";
    private const string Crc64Key = "crc64";
    private const string ProofKey = "proof";
    private const string ChecksKey = "checks";

    /// <summary>The file as it was committed before by this export; null when the blob is not there.</summary>
    /// <exception cref="ExportFaultException"><see cref="FaultCodes.BlobConflict"/> when the blob is not this export's.</exception>
    public async Task<FetchedFile?> FindCommittedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return properties.Metadata.TryGetValue(ExportIdKey, out var owner) && owner == exportId
                ? FromMetadata(properties)
                : throw Conflict();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The ids of the blocks that are staged and not committed.</summary>
    public async Task<HashSet<string>> GetStagedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var list = await blob.GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellationToken);
            return [.. list.Value.UncommittedBlocks.Select(b => b.Name)];
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return [];
        }
    }

    /// <summary>Stages one block.</summary>
    public async Task StageAsync(string blockId, byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(buffer, 0, length, writable: false);
        await blob.StageBlockAsync(blockId, content, cancellationToken: cancellationToken);
    }

    /// <summary>
    /// Makes the staged blocks the blob, unless one is there. Where another run of the same activity was faster, its blob counts if
    /// it has the same content.
    /// </summary>
    public async Task<FetchedFile> CommitAsync(
        IReadOnlyList<string> blockIds, FetchedFile file, CancellationToken cancellationToken)
    {
        var options = new CommitBlockListOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream" },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [ExportIdKey] = exportId,
                [Sha256Key] = file.Sha256,
                [Crc64Key] = file.Crc64,
                [ProofKey] = file.Proof.ToString(),
                [ChecksKey] = string.Join(' ', file.Checks),
            },
        };
        RdbMetadata.Write(file.Rdb, options.Metadata);

        try
        {
            await blob.CommitBlockListAsync(blockIds, options, cancellationToken);
            return file;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412 || e.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            var there = await FindCommittedAsync(cancellationToken);
            return there switch
            {
                null => throw new ExportFaultException(new ExportFault(
                    FaultCodes.StorageUnavailable,
                    "Staged blocks were gone when the blob was to be committed; they are sent again.",
                    Retry: true,
                    ProviderCode: e.Status.ToString(CultureInfo.InvariantCulture))),
                _ when there.Sha256 == file.Sha256 => there,
                _ => throw Conflict(),
            };
        }
    }

    private static ExportFaultException Conflict() => new(new ExportFault(
        FaultCodes.BlobConflict,
        "A blob of this name is there already, with other content. It was left as it is; look who writes to the container."));

    private FetchedFile FromMetadata(BlobProperties properties)
    {
        string Value(string key) => properties.Metadata.TryGetValue(key, out var value) ? value : "";

        return new FetchedFile(
            blob.Name,
            properties.ContentLength,
            Value(Sha256Key),
            Value(Crc64Key),
            Enum.TryParse<Proof>(Value(ProofKey), out var proof) ? proof : Proof.None,
            Value(ChecksKey).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            RdbMetadata.Read(properties.Metadata));
    }
}
