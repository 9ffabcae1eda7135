using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>A container of Azure Blob Storage, or of the service that stands for it. Blobs appear whole or not at all.</summary>
internal sealed class AbsTarget(ExportLocation location, Uri? service) : IExportTarget
{
    public async Task PutAsync(string path, string name, CancellationToken cancellationToken)
    {
        try
        {
            var blob = Connect().GetBlobClient(ObjectName.Of(location, name));
            await blob.UploadAsync(path, overwrite: true, cancellationToken);
        }
        catch (FormatException exception)
        {
            throw new ExportFailedException(FailureReasons.NoPermission, "account_key is not base64.", exception);
        }
        catch (RequestFailedException exception)
        {
            var reason = exception.Status switch
            {
                401 or 403 => FailureReasons.NoPermission,
                404 => FailureReasons.WrongFilePath,
                _ => FailureReasons.GeneralError,
            };
            throw new ExportFailedException(reason, $"{exception.Status} {exception.ErrorCode}", exception);
        }
    }

    private BlobContainerClient Connect()
    {
        var account = location["account_name"];
        var root = service is null
            ? new Uri($"https://{account}.blob.core.windows.net/")
            : new Uri(service, $"/{account}/");
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var container = new UriBuilder(new Uri(root, location["container"]));
        if (location.Find("account_key") is { } key)
        {
            return new BlobContainerClient(container.Uri, new StorageSharedKeyCredential(account, key), options);
        }

        container.Query = location["sas_token"].TrimStart('?');
        return new BlobContainerClient(container.Uri, options);
    }
}
