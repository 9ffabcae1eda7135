using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Transfer;

namespace FunctionsExport.Catalog;

/// <summary>
/// The folders of exports, as retention sees them. Nothing is removed but what an export has written itself: blobs that its manifest
/// names or that carry its id, staged blocks that are named as it names them, and its manifest.
/// </summary>
public sealed class ExportFolders(BlobContainerClient container)
{
    /// <summary>The folders of a source. What lies elsewhere, or in a folder whose name does not fit its place, is left out.</summary>
    public async Task<IReadOnlyCollection<ExportFolder>> ListAsync(string source, CancellationToken cancellationToken)
    {
        // Not by the order of the list: a folder in two halves would look like one with a manifest and one without.
        var folders = new Dictionary<string, (ExportId Id, List<FolderBlob> Blobs)>(StringComparer.Ordinal);
        await foreach (var item in ListBlobsAsync(source + "/", cancellationToken))
        {
            var parts = item.Name.Split('/');
            if (parts.Length < 6
                || ExportId.Parse(parts[4]) is not { } id
                || !item.Name.StartsWith(id.BlobPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (!folders.TryGetValue(parts[4], out var folder))
            {
                folders[parts[4]] = folder = (id, []);
            }

            folder.Blobs.Add(item);
        }

        return [.. folders.Values.Select(f => new ExportFolder(f.Id, f.Blobs))];
    }

    /// <summary>The blobs of a folder that its export has written, the manifest left out.</summary>
    /// <param name="manifest">The export's manifest; null when it has none.</param>
    public async Task<IReadOnlyList<FolderBlob>> FindOwnAsync(
        ExportFolder folder, Manifest? manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var named = (manifest?.Files ?? []).Select(f => f.Blob).ToHashSet(StringComparer.Ordinal);
        var own = new List<FolderBlob>();
        foreach (var blob in folder.Blobs.Where(b => b.Name != folder.Id.ManifestName))
        {
            if (named.Contains(blob.Name)
                || blob.WrittenBy == folder.Id.ToString()
                || (blob.Size == 0 && await IsStagedByUsAsync(blob.Name, cancellationToken)))
            {
                own.Add(blob);
            }
        }

        return own;
    }

    /// <summary>Removes the files of an export, committed and staged; a stranger's blobs and the manifest stay.</summary>
    /// <param name="manifest">The export's manifest; null when it has none.</param>
    /// <exception cref="RequestFailedException">
    /// A blob cannot be removed. One that is immutable, held or leased (409, 412) does not keep the others.
    /// </exception>
    public Task RemoveFilesAsync(ExportId id, Manifest? manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return RemoveAsync(id, id.BlobPrefix, _ => true, manifest, cancellationToken);
    }

    /// <summary>Removes one file of an export that has no manifest, committed or staged; a stranger's blob of that name stays.</summary>
    /// <param name="name">The blob's name in the container.</param>
    public Task RemoveFileAsync(ExportId id, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return RemoveAsync(id, name, n => n == name, manifest: null, cancellationToken);
    }

    /// <summary>Removes the manifest of an export.</summary>
    public Task RemoveManifestAsync(ExportId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return container.GetBlobClient(id.ManifestName).DeleteIfExistsAsync(
            DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
    }

    private async Task RemoveAsync(
        ExportId id, string prefix, Predicate<string> isMeant, Manifest? manifest, CancellationToken cancellationToken)
    {
        var blobs = new List<FolderBlob>();
        await foreach (var blob in ListBlobsAsync(prefix, cancellationToken))
        {
            if (isMeant(blob.Name))
            {
                blobs.Add(blob);
            }
        }

        ExceptionDispatchInfo? refusal = null;
        foreach (var own in await FindOwnAsync(new ExportFolder(id, blobs), manifest, cancellationToken))
        {
            try
            {
                await RemoveAsync(own, id, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                refusal ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        refusal?.Throw();
    }

    private async Task RemoveAsync(FolderBlob own, ExportId id, CancellationToken cancellationToken)
    {
        var blob = container.GetBlockBlobClient(own.Name);
        if (own.Size > 0 || own.WrittenBy is not null || await DropStagedAsync(blob, id, cancellationToken))
        {
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        }
    }

    /// <summary>
    /// Staged blocks go when a list without them is committed. The empty blob that comes of it carries the export's id, so that a
    /// later run knows it.
    /// </summary>
    /// <returns>Whether the empty blob is there.</returns>
    private static async Task<bool> DropStagedAsync(BlockBlobClient blob, ExportId id, CancellationToken cancellationToken)
    {
        try
        {
            await blob.CommitBlockListAsync(
                [],
                new CommitBlockListOptions
                {
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                    Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [BlobTarget.ExportIdKey] = id.ToString() },
                },
                cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // Done by another run or by a try of this request whose answer was lost; or it is a stranger's.
            var there = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return there.Value.Metadata.TryGetValue(BlobTarget.ExportIdKey, out var writer) && writer == id.ToString();
        }
    }

    private async Task<bool> IsStagedByUsAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var list = await container.GetBlockBlobClient(name).GetBlockListAsync(
                BlockListTypes.Uncommitted, cancellationToken: cancellationToken);
            return list.Value.UncommittedBlocks.Any() && list.Value.UncommittedBlocks.All(b => BlockId.Parse(b.Name) is not null);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<FolderBlob> ListBlobsAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in container.GetBlobsAsync(
            BlobTraits.Metadata, BlobStates.Uncommitted, prefix, cancellationToken))
        {
            yield return new FolderBlob(
                item.Name,
                item.Properties.ContentLength ?? 0,
                item.Metadata?.TryGetValue(BlobTarget.ExportIdKey, out var id) == true ? id : null,
                item.Properties.LastModified,
                item.Properties.ETag);
        }
    }
}
