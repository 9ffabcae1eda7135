using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace FunctionsExport.Copy;

/// <summary>The blob that the command line names.</summary>
internal static class CopyDestination
{
    private const string ConnectionVariable = "AZURE_STORAGE_CONNECTION_STRING";

    /// <exception cref="ArgumentException">The name cannot be used; the message says why and names no secret.</exception>
    public static async Task<BlockBlobClient> OpenAsync(string blob, CancellationToken cancellationToken)
    {
        var options = new BlobClientOptions
        {
            Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(400), MaxDelay = TimeSpan.FromSeconds(4) },
        };
        if (blob.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(blob, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                && new BlobUriBuilder(url).BlobName is { Length: > 0 }
                ? new BlockBlobClient(url, options)
                : throw new ArgumentException("The blob's URL must be http or https and name an account, a container and a blob.");
        }

        var connection = Environment.GetEnvironmentVariable(ConnectionVariable);
        if (string.IsNullOrWhiteSpace(connection))
        {
            throw new ArgumentException($"{ConnectionVariable} is not set; set it, or name the blob by its URL with a SAS.");
        }

        var slash = blob.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == blob.Length - 1)
        {
            throw new ArgumentException("The blob must be container/name, or a URL.");
        }

        var container = new BlobContainerClient(ParseConnection(connection), blob[..slash], options);
        await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);
        return container.GetBlockBlobClient(blob[(slash + 1)..]);
    }

    private static string ParseConnection(string connection)
    {
        try
        {
            _ = new BlobServiceClient(connection);
            return connection;
        }
        catch (Exception)
        {
            // Its own messages may repeat what is in it.
            throw new ArgumentException($"{ConnectionVariable} is not a storage connection string.");
        }
    }
}
