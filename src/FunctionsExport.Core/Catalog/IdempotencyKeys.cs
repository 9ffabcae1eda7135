using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace FunctionsExport.Catalog;

/// <summary>
/// The starts that clients have named by a key, <c>idempotency/{hash of the key}</c>, kept for <see cref="Kept"/>. A key itself is not
/// recorded.
/// </summary>
public sealed class IdempotencyKeys(BlobContainerClient container, TimeProvider time)
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private const string Prefix = "idempotency/";
    private const string ExpiresAt = "expiresat";
    private const int MaxLooks = 20;

    /// <summary>The start that a key stands for: the one recorded, or a new one, recorded now.</summary>
    /// <param name="key">The client's key.</param>
    /// <param name="source">The source's name.</param>
    /// <param name="asked">What the client said of fetching; null for nothing.</param>
    /// <param name="fetch">Whether to fetch.</param>
    /// <returns>The start and its version; null when the key stands for a start with another body.</returns>
    public async Task<(KeyedStart Start, ETag Version)?> RecordAsync(
        string key, string source, bool? asked, bool fetch, CancellationToken cancellationToken)
    {
        var body = Hash(JsonSerializer.Serialize(new object?[] { source, asked }));
        for (var look = 0; look < MaxLooks; look++)
        {
            var now = time.GetUtcNow();
            var found = await FindAsync(key, cancellationToken);
            if (found is var (start, version) && now < start.RequestedAt + Kept)
            {
                return start.Body == body ? (start, version) : null;
            }

            var wanted = new KeyedStart(body, ExportId.ForKey(source, now, key).ToString(), fetch, now);
            if (await TryWriteAsync(key, wanted, found?.Version, cancellationToken) is { } written)
            {
                return (wanted, written);
            }
        }

        throw new InvalidOperationException($"An idempotency key was changed by others {MaxLooks} times in a row.");
    }

    /// <summary>Records that the export was scheduled. Where another request has done so meanwhile, nothing happens.</summary>
    public Task MarkStartedAsync(string key, KeyedStart start, ETag version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        return TryWriteAsync(key, start with { Started = true }, version, cancellationToken);
    }

    /// <summary>Removes the keys whose time has passed.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var blob in container.GetBlobsAsync(
            BlobTraits.Metadata, prefix: Prefix, cancellationToken: cancellationToken))
        {
            if (blob.Metadata is null
                || !blob.Metadata.TryGetValue(ExpiresAt, out var text)
                || !DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expiresAt)
                || expiresAt > time.GetUtcNow())
            {
                continue;
            }

            try
            {
                // Used anew meanwhile, it has another version and stays.
                var conditions = new BlobRequestConditions { IfMatch = blob.Properties.ETag };
                await container.GetBlobClient(blob.Name).DeleteIfExistsAsync(
                    DeleteSnapshotsOption.None, conditions, cancellationToken);
                removed++;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
            }
        }

        return removed;
    }

    private async Task<(KeyedStart Start, ETag Version)?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await BlobOf(key).DownloadContentAsync(cancellationToken);
            return (answer.Value.Content.ToObjectFromJson<KeyedStart>(CatalogJson.Options)!, answer.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private async Task<ETag?> TryWriteAsync(string key, KeyedStart start, ETag? version, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions
        {
            Conditions = version is { } known
                ? new BlobRequestConditions { IfMatch = known }
                : new BlobRequestConditions { IfNoneMatch = ETag.All },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [ExpiresAt] = (start.RequestedAt + Kept).ToString("O", CultureInfo.InvariantCulture),
            },
        };
        try
        {
            var content = BinaryData.FromObjectAsJson(start, CatalogJson.Options);
            return (await BlobOf(key).UploadAsync(content, options, cancellationToken)).Value.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            // Written by another, or swept: look again.
            return null;
        }
    }

    private BlobClient BlobOf(string key) => container.GetBlobClient(Prefix + Hash(key));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
