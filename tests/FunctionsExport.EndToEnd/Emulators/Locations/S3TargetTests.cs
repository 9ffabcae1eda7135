using Amazon.Runtime;
using Amazon.S3;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Emulators.Locations;

public sealed class S3TargetTests : IDisposable
{
    private readonly WrittenFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task File_arrives_below_its_subdir()
    {
        await using var server = await S3Server.StartAsync();
        await _file.PutAsync(
            new
            {
                type = "s3",
                bucket_name = "exports",
                access_key_id = server.AccessKeyId,
                secret_access_key = server.SecretAccessKey,
                subdir = "orders/today",
                region_name = "eu-central-1",
            },
            new StorageServices { S3Url = server.Endpoint });
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(server.AccessKeyId, server.SecretAccessKey),
            new AmazonS3Config { ServiceURL = server.Endpoint.ToString(), ForcePathStyle = true });
        using var answer = await client.GetObjectAsync("exports", "orders/today/" + WrittenFile.Name);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        Assert.Equal(_file.Content, content.ToArray());
    }

    [Theory]
    [InlineData("exports", "wrong", FailureReasons.NoPermission)]
    [InlineData("missing", "s3-secret", FailureReasons.WrongFilePath)]
    public async Task Refusal_has_its_reason(string bucket, string secret, string reason)
    {
        await using var server = await S3Server.StartAsync();
        Assert.Equal(reason, await RefusalAsync(server, bucket, secret));
    }

    [Fact]
    public async Task Full_disk_is_general_error()
    {
        await using var server = await S3Server.StartAsync(new S3ServerOptions { ObjectSizeLimit = 1_000_000 });
        Assert.Equal(FailureReasons.GeneralError, await RefusalAsync(server, "exports", server.SecretAccessKey));
    }

    private Task<string> RefusalAsync(S3Server server, string bucket, string secret) => _file.RefusalAsync(
        new { type = "s3", bucket_name = bucket, access_key_id = server.AccessKeyId, secret_access_key = secret },
        new StorageServices { S3Url = server.Endpoint });
}
