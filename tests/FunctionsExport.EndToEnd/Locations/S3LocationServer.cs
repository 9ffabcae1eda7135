using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Locations;

internal sealed class S3LocationServer(S3Server server) : ILocationServer
{
    private readonly AmazonS3Client _client = new(
        new BasicAWSCredentials(server.AccessKeyId, server.SecretAccessKey),
        new AmazonS3Config
        {
            ServiceURL = server.Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        });

    public StorageServices Storage { get; } = new() { S3Url = server.Endpoint };

    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Type"] = "s3",
        ["BucketName"] = "exports",
        ["AccessKeyId"] = server.AccessKeyId,
        ["SecretAccessKey"] = server.SecretAccessKey,
        ["ServiceUrl"] = server.Endpoint.ToString(),
        ["Subdir"] = "redis/orders",
    };

    public static async Task<S3LocationServer> StartAsync(long? objectSizeLimit = null) =>
        new(await S3Server.StartAsync(new S3ServerOptions { ObjectSizeLimit = objectSizeLimit }));

    public async Task<IReadOnlyList<string>> ListAsync()
    {
        var page = await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "exports" });
        return [.. (page.S3Objects ?? []).Select(o => o.Key.Split('/')[^1])];
    }

    public Task PutAsync(string name, byte[] content) => _client.PutObjectAsync(new PutObjectRequest
    {
        BucketName = "exports",
        Key = $"redis/orders/{name}",
        InputStream = new MemoryStream(content),
        UseChunkEncoding = false,
    });

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await server.DisposeAsync();
    }
}
