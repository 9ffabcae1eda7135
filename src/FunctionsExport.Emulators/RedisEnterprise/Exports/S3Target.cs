using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>A bucket of Amazon S3 or of the service at the cluster's <c>s3_url</c>. Objects appear whole or not at all.</summary>
internal sealed class S3Target(ExportLocation location, Uri? service) : IExportTarget
{
    private const string DefaultRegion = "us-east-1";

    public async Task PutAsync(string path, string name, CancellationToken cancellationToken)
    {
        using var client = Connect();
        try
        {
            await client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = location["bucket_name"],
                    Key = ObjectName.Of(location, name),
                    FilePath = path,
                    UseChunkEncoding = false,
                },
                cancellationToken);
        }
        catch (AmazonS3Exception exception)
        {
            var reason = exception.StatusCode switch
            {
                HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => FailureReasons.NoPermission,
                HttpStatusCode.NotFound => FailureReasons.WrongFilePath,
                _ => FailureReasons.GeneralError,
            };
            throw new ExportFailedException(reason, $"{exception.ErrorCode}: {exception.Message}", exception);
        }
    }

    private AmazonS3Client Connect()
    {
        var region = location.Find("region_name") ?? DefaultRegion;
        var settings = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        };
        if (service is null)
        {
            settings.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            settings.ServiceURL = service.ToString();
            settings.ForcePathStyle = true;
            settings.AuthenticationRegion = region;
        }

        return new AmazonS3Client(
            new BasicAWSCredentials(location["access_key_id"], location["secret_access_key"]), settings);
    }
}
