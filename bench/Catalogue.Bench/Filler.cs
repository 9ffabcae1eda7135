using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Catalog;

namespace Catalogue.Bench;

/// <summary>Fills a container as exports do: the files with their metadata, then the manifest.</summary>
internal static class Filler
{
    private const int AtOnce = 8;

    public static async Task FillAsync(string account, int count)
    {
        var container = new BlobContainerClient(account, ListApp.Container);
        await container.CreateIfNotExistsAsync();
        var manifests = new Manifests(container);
        await Parallel.ForEachAsync(
            SampleExports.Take(count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (manifest, cancellationToken) =>
            {
                foreach (var file in manifest.Files)
                {
                    await container.GetBlobClient(file.Blob).UploadAsync(
                        BinaryData.FromBytes(SampleExports.Content),
                        new BlobUploadOptions { Metadata = MetadataOf(manifest, file) },
                        cancellationToken);
                }

                await manifests.WriteAsync(manifest, cancellationToken);
            });
    }

    /// <summary>What a fetched file's blob carries.</summary>
    private static Dictionary<string, string> MetadataOf(Manifest manifest, ManifestFile file) => new(StringComparer.Ordinal)
    {
        ["exportid"] = manifest.Id,
        ["source"] = manifest.Source,
        ["size"] = "268435456",
        ["sha256"] = file.Sha256!,
        ["crc64"] = file.Crc64!,
        ["proof"] = "Full",
        ["checks"] = "length gzip-crc32 rdb-structure rdb-crc64",
        ["rdbversion"] = "11",
        ["rdbserverversion"] = "7.2.4",
        ["rdbsize"] = "1073741824",
        ["rdbkeys"] = "1000000",
        ["rdbkeyswithexpiry"] = "1000",
    };
}
