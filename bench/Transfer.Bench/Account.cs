using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace Transfer.Bench;

/// <summary>The account of the connection string in the environment.</summary>
internal static class Account
{
    private static BlobServiceClient Service => new(Environment.GetEnvironmentVariable("AZURE_STORAGE_CONNECTION_STRING"));

    public static Task CreateAsync(string container) => Service.GetBlobContainerClient(container).CreateIfNotExistsAsync();

    public static Uri SasOf(string container, string blob) => Service.GetBlobContainerClient(container).GetBlobClient(blob)
        .GenerateSasUri(BlobSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1));
}
