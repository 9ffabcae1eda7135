using System.Globalization;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;
using FunctionsExport.Catalog;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>What failures of the account mean that a cluster exports to.</summary>
internal sealed class AbsFaults(AbsSettings settings)
{
    /// <summary>Makes a request, and turns its failure into a fault.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> request, string? file = null)
    {
        try
        {
            return await request();
        }
        catch (AuthenticationFailedException e)
        {
            throw new ExportFaultException(
                new ExportFault(
                    FaultCodes.DestinationDenied,
                    $"This app's identity gets no token for the storage account. Give the app a managed identity, or set "
                    + $"{settings.MintSasSetting} otherwise."),
                innerException: e);
        }
        catch (Exception e) when (StorageFailure.Find(e) is not null)
        {
            var failure = StorageFailure.Find(e)!;
            throw file switch
            {
                not null when failure.Status == 412 => LocationFaults.Changed(file),
                not null when failure.Status == 404 && failure.ErrorCode != BlobErrorCode.ContainerNotFound =>
                    LocationFaults.Gone(file, e),
                _ => new ExportFaultException(FaultOf(failure), innerException: e),
            };
        }
    }

    private ExportFault FaultOf(RequestFailedException failure)
    {
        var code = failure.ErrorCode ?? failure.Status.ToString(CultureInfo.InvariantCulture);
        return failure.Status switch
        {
            404 => new ExportFault(
                FaultCodes.DestinationNotFound,
                $"The container in {settings.ContainerSetting} does not exist. Create it, or correct its name or the account's.",
                ProviderCode: code),
            401 or 403 => new ExportFault(
                FaultCodes.DestinationDenied,
                $"The storage account refuses this app. Check the credentials beside {settings.ContainerSetting}, that they may list and "
                + "read blobs, and the account's network rules; the app's identity needs the role Storage Blob Data Reader, and Storage "
                + "Blob Delegator to make a SAS.",
                ProviderCode: code),
            429 or 503 => new ExportFault(
                FaultCodes.Throttled, "The storage account asks for fewer requests. Try later.", Retry: true, ProviderCode: code),
            0 or 408 or >= 500 => new ExportFault(
                FaultCodes.Unavailable,
                $"The storage account cannot be reached or cannot answer. Check {settings.BlobServiceUriSetting} and that firewalls let "
                + "this app reach it.",
                Retry: true,
                ProviderCode: code),
            _ => new ExportFault(
                FaultCodes.UnexpectedAnswer,
                $"The storage account refuses a request that is well-formed. Check {settings.BlobServiceUriSetting}.",
                ProviderCode: code),
        };
    }
}
