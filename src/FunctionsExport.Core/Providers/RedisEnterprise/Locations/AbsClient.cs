using Azure;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>Makes the client that reads from the account which a cluster exports to.</summary>
internal static class AbsClient
{
    /// <summary>A client with the credentials that the settings have.</summary>
    public static BlobServiceClient Create(AbsSettings settings, TimeSpan timeout)
    {
        var options = new BlobClientOptions
        {
            Retry =
            {
                MaxRetries = 3,
                Delay = TimeSpan.FromMilliseconds(400),
                MaxDelay = TimeSpan.FromSeconds(4),
                NetworkTimeout = timeout,
            },
        };
        return settings switch
        {
            { AccountKey: { } key } => new BlobServiceClient(
                settings.BlobServiceUri, new StorageSharedKeyCredential(settings.AccountName, key), options),
            { SasToken: { } token } => new BlobServiceClient(settings.BlobServiceUri, new AzureSasCredential(token), options),
            _ => new BlobServiceClient(
                settings.BlobServiceUri,
                new DefaultAzureCredential(
                    new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings.ManagedIdentityClientId }),
                options),
        };
    }
}
