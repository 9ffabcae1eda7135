using Azure.Identity;
using Azure.Storage.Blobs;
using FunctionsExport.Configuration;

namespace FunctionsExport.Catalog;

/// <summary>The two containers that the app writes to.</summary>
public sealed class ExportStorage
{
    private int _created;

    /// <summary>Creates clients of the configured account.</summary>
    public ExportStorage(DestinationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        // A caller waits for some of these requests, and activities are repeated by their orchestration: few tries, soon over.
        var options = new BlobClientOptions
        {
            Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(400), MaxDelay = TimeSpan.FromSeconds(4) },
        };
        var service = settings.BlobServiceUri is null
            ? new BlobServiceClient(settings.ConnectionString, options)
            : new BlobServiceClient(settings.BlobServiceUri, Credential(settings), options);
        Exports = service.GetBlobContainerClient(settings.Container);
        State = service.GetBlobContainerClient(settings.StateContainer);
    }

    /// <summary>Exported files and manifests, written once.</summary>
    public BlobContainerClient Exports { get; }

    /// <summary>Locks and the records of running exports.</summary>
    public BlobContainerClient State { get; }

    /// <summary>Creates the containers where they are missing; asked once in the life of the app.</summary>
    public async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _created) == 0)
        {
            await Exports.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await State.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            Volatile.Write(ref _created, 1);
        }
    }

    private static DefaultAzureCredential Credential(DestinationSettings settings) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings.ManagedIdentityClientId });
}
