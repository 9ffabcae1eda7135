using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>Makes the shared access signature with which a cluster writes one export to a container.</summary>
internal sealed class SasMint(BlobServiceClient service, AbsSettings settings, TimeProvider time)
{
    /// <summary>A SAS token without a question mark.</summary>
    /// <param name="deadline">When the export has to be done (UTC).</param>
    /// <param name="cancellationToken">Ends it before its time.</param>
    public async Task<string> CreateAsync(DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var (start, end) = SasLifetime.Of(time.GetUtcNow(), deadline);
        var sas = new BlobSasBuilder(settings.SasPermissions, end)
        {
            BlobContainerName = settings.Container,
            Resource = "c",
            StartsOn = start,
            Protocol = settings.BlobServiceUri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        if (settings.AccountKey is { } key)
        {
            return sas.ToSasQueryParameters(new StorageSharedKeyCredential(settings.AccountName, key)).ToString();
        }

        var delegation = await service.GetUserDelegationKeyAsync(start, end, cancellationToken);
        return sas.ToSasQueryParameters(delegation.Value, settings.AccountName).ToString();
    }
}
