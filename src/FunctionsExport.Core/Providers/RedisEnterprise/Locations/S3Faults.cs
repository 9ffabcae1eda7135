using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>What failures of an S3 store mean.</summary>
internal sealed class S3Faults(string bucketSetting, string accessKeySetting, string serviceUrlSetting)
{
    /// <summary>The full name of the setting of the store's address.</summary>
    public string ServiceUrlSetting => serviceUrlSetting;

    /// <summary>Makes a request, and turns its failure into a fault.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> request, string? file = null)
    {
        try
        {
            return await request();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed && file is not null)
        {
            throw LocationFaults.Changed(file);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket" && file is not null)
        {
            throw LocationFaults.Gone(file, e);
        }
        catch (AmazonS3Exception e)
        {
            throw new ExportFaultException(FaultOf(e), innerException: e);
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException or IOException or TimeoutException)
        {
            throw new ExportFaultException(
                new ExportFault(
                    FaultCodes.Unavailable,
                    $"The S3 store cannot be reached. Check {serviceUrlSetting} or the region, its certificate, and that firewalls let "
                    + "this app reach it.",
                    Retry: true),
                innerException: e);
        }
    }

    private ExportFault FaultOf(AmazonS3Exception error)
    {
        var status = (int)error.StatusCode;
        var code = string.IsNullOrEmpty(error.ErrorCode) ? status.ToString(CultureInfo.InvariantCulture) : error.ErrorCode;
        return (status, error.ErrorCode) switch
        {
            (404, _) => new ExportFault(
                FaultCodes.DestinationNotFound, $"The bucket in {bucketSetting} does not exist. Create it, or correct its name.",
                ProviderCode: code),
            (403, _) or (401, _) or (400, "InvalidAccessKeyId") => new ExportFault(
                FaultCodes.DestinationDenied,
                $"The S3 store refuses this app. Check {accessKeySetting} and its secret, and let its user list the bucket in "
                + $"{bucketSetting} and get its objects, and delete them where they are to be removed.",
                ProviderCode: code),
            (429 or 503, _) => new ExportFault(
                FaultCodes.Throttled, "The S3 store asks for fewer requests. Try later.", Retry: true, ProviderCode: code),
            ( >= 500 or 0, _) => new ExportFault(
                FaultCodes.Unavailable, "The S3 store cannot answer. Check its health.", Retry: true, ProviderCode: code),
            _ => new ExportFault(
                FaultCodes.UnexpectedAnswer,
                $"The S3 store refuses a request that is well-formed. Check {serviceUrlSetting}, the region and PathStyle.",
                ProviderCode: code),
        };
    }
}
