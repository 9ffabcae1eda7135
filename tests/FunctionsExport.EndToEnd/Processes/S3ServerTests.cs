using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Processes;

public sealed class S3ServerTests
{
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(3_000_000);

    [Fact]
    public async Task Object_comes_back_whole_and_in_ranges()
    {
        await using var server = await S3Server.StartAsync();
        using var client = Connect(server);
        var put = await PutAsync(client);
        Assert.Equal(_bytes, await ReadAsync(client, new GetObjectRequest()));
        Assert.Equal(_bytes[5..10], await ReadAsync(client, new GetObjectRequest { ByteRange = new ByteRange(5, 9) }));
        Assert.Equal(_bytes[2_999_990..], await ReadAsync(client, new GetObjectRequest
        {
            ByteRange = new ByteRange("bytes=2999990-"),
            EtagToMatch = put.ETag,
        }));
        var list = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "exports", Prefix = "folder/" });
        Assert.Equal(("folder/file", _bytes.Length), (Assert.Single(list.S3Objects).Key, list.S3Objects[0].Size));
        await client.DeleteObjectAsync("exports", "folder/file");
        Assert.Null((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "exports" })).S3Objects);
    }

    [Fact]
    public async Task Object_that_was_replaced_is_not_read_on()
    {
        await using var server = await S3Server.StartAsync();
        using var client = Connect(server);
        var first = await PutAsync(client);
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "exports", Key = "folder/file", ContentBody = "another", UseChunkEncoding = false });
        var exception = await Assert.ThrowsAsync<AmazonS3Exception>(() =>
            ReadAsync(client, new GetObjectRequest { ByteRange = new ByteRange(1, 2), EtagToMatch = first.ETag }));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "PreconditionFailed"), (exception.StatusCode, exception.ErrorCode));
    }

    [Theory]
    [InlineData("EMULATOR", "wrong", "SignatureDoesNotMatch")]
    [InlineData("STRANGER", "s3-secret", "InvalidAccessKeyId")]
    public async Task Wrong_keys_are_refused(string id, string secret, string error)
    {
        await using var server = await S3Server.StartAsync();
        using var client = Connect(server, id, secret);
        var exception = await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(client));
        Assert.Equal((HttpStatusCode.Forbidden, error), (exception.StatusCode, exception.ErrorCode));
    }

    [Fact]
    public async Task Request_without_a_signature_is_refused()
    {
        await using var server = await S3Server.StartAsync();
        using var client = new HttpClient();
        var answer = await client.GetAsync(new Uri(server.Endpoint, "exports/"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Missing_bucket_is_told()
    {
        await using var server = await S3Server.StartAsync(new S3ServerOptions { Buckets = ["another"] });
        using var client = Connect(server);
        var exception = await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(client));
        Assert.Equal("NoSuchBucket", exception.ErrorCode);
    }

    [Fact]
    public async Task Object_beyond_the_limit_is_refused()
    {
        await using var server = await S3Server.StartAsync(new S3ServerOptions { ObjectSizeLimit = 1_000_000 });
        using var client = Connect(server);
        var exception = await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(client));
        Assert.Equal(HttpStatusCode.InsufficientStorage, exception.StatusCode);
    }

    [Fact]
    public async Task Upload_in_signed_chunks_is_refused_and_not_stored_as_it_is()
    {
        await using var server = await S3Server.StartAsync();
        using var client = Connect(server);
        var exception = await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(client, chunked: true));
        Assert.Equal(HttpStatusCode.NotImplemented, exception.StatusCode);
    }

    [Fact]
    public async Task Dispose_ends_the_server_and_removes_its_folder()
    {
        var server = await S3Server.StartAsync();
        await server.DisposeAsync();
        await ProcessTable.WaitUntilGoneAsync(server.Pid);
        Assert.False(Directory.Exists(server.DataFolder));
    }

    [Fact]
    public async Task Missing_installation_is_told_with_its_remedy()
    {
        var exception = await Assert.ThrowsAsync<ChildProcessException>(() =>
            S3Server.StartAsync(new S3ServerOptions { Folder = Path.GetTempPath() }));
        Assert.Contains("scripts/install.sh", exception.Message, StringComparison.Ordinal);
    }

    private static AmazonS3Client Connect(S3Server server, string? id = null, string? secret = null) =>
        new(new BasicAWSCredentials(id ?? server.AccessKeyId, secret ?? server.SecretAccessKey), new AmazonS3Config
        {
            ServiceURL = server.Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            MaxErrorRetry = 0,
        });

    private Task<PutObjectResponse> PutAsync(AmazonS3Client client, bool chunked = false) => client.PutObjectAsync(new PutObjectRequest
    {
        BucketName = "exports",
        Key = "folder/file",
        InputStream = new MemoryStream(_bytes),
        UseChunkEncoding = chunked,
    });

    private static async Task<byte[]> ReadAsync(AmazonS3Client client, GetObjectRequest request)
    {
        (request.BucketName, request.Key) = ("exports", "folder/file");
        using var answer = await client.GetObjectAsync(request);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }
}
