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
/// <param name="blob">The blob.</param>
/// <param name="exportId">Whose blob it is to be; one that says so is this copy's.</param>
/// <param name="source">The source's name, for the blob's metadata.</param>
/// <param name="checksum">What each block is checked by; null for what suits the service.</param>
internal sealed class BlobTarget(BlockBlobClient blob, string exportId, string source, BlockChecksum? checksum) : ICopyTarget
{
    /// <summary>The metadata that says which export has written a blob.</summary>
    internal const string ExportIdKey = "exportid";

    private const string SourceKey = "source";
    private const string SizeKey = "size";
    private const string Sha256Key = "sha256";
    private const string Crc64Key = "crc64";
    private const string ProofKey = "proof";
    private const string ChecksKey = "checks";

    private BlockChecksum _checksum = checksum ?? BlockChecksum.Crc64;

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

    public async Task<IReadOnlyCollection<(string Name, long Size)>> GetStagedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var list = await blob.GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellationToken);
            Suit(list.GetRawResponse());
            return [.. list.Value.UncommittedBlocks.Select(b => (b.Name, b.SizeLong))];
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            Suit(e.GetRawResponse());
            return [];
        }
    }

    /// <summary>Stages one block. A checksum of it goes with it, and the service refuses a block that has another.</summary>
    public async Task StageAsync(string name, Block block, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(block.Buffer, 0, block.Length, writable: false);
        var options = new BlockBlobStageBlockOptions { TransferValidation = BlockChecksums.Of(block.Span, _checksum) };
        await blob.StageBlockAsync(name, content, options, cancellationToken);
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
                [SourceKey] = source,
                [SizeKey] = file.Size.ToString(CultureInfo.InvariantCulture),
                [Crc64Key] = file.Crc64,
                [ProofKey] = file.Proof.ToString(),
                [ChecksKey] = string.Join(' ', file.Checks),
            },
        };
        if (file.Sha256 is not null)
        {
            options.Metadata[Sha256Key] = file.Sha256;
        }

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
                null => throw new StartOverException(
                    new ExportFault(
                        FaultCodes.StorageUnavailable,
                        $"Blob Storage had lost staged blocks when the blob was to be committed, after {file.Size} bytes.",
                        Retry: true,
                        ProviderCode: e.ErrorCode ?? e.Status.ToString(CultureInfo.InvariantCulture)),
                    mayResume: true),
                _ when await IsSameAsync(there, file, blockIds, cancellationToken) => there,
                _ => throw Conflict(),
            };
        }
    }

    /// <summary>
    /// Of a file that was gone on with there is no SHA-256, and the CRC-64 of every whole RDB is 0: then the blocks tell.
    /// </summary>
    private async Task<bool> IsSameAsync(
        FetchedFile there, FetchedFile file, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (there.Sha256 is not null && file.Sha256 is not null)
        {
            return there.Sha256 == file.Sha256;
        }

        static (int, int, ulong)? ContentOf(string name) =>
            BlockId.Parse(name) is { } id ? (id.Index, id.Length, id.Crc64) : null;
        var committed = await blob.GetBlockListAsync(BlockListTypes.Committed, cancellationToken: cancellationToken);
        return committed.Value.CommittedBlocks.Select(b => ContentOf(b.Name)).SequenceEqual(names.Select(ContentOf));
    }

    private void Suit(Response? answer)
    {
        if (checksum is null && answer is not null)
        {
            _checksum = BlockChecksums.SuitedTo(answer);
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
            properties.Metadata.TryGetValue(Sha256Key, out var sha256) ? sha256 : null,
            Value(Crc64Key),
            Enum.TryParse<Proof>(Value(ProofKey), out var proof) ? proof : Proof.None,
            Value(ChecksKey).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            RdbMetadata.Read(properties.Metadata));
    }
}
