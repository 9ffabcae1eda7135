using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>A bucket of S3, or of a store with its API that the whole cluster is set to (location type <c>s3</c>).</summary>
internal sealed partial class S3Location : IExportLocation, IDisposable
{
    internal const string Type = "s3";
    private const string BucketKey = "BucketName";
    private const string AccessKeyIdKey = "AccessKeyId";
    private const string SecretAccessKeyKey = "SecretAccessKey";
    private const string ServiceUrlKey = "ServiceUrl";
    private const string FilePrefix = "bk";

    private readonly string _bucket;
    private readonly string _accessKeyId;
    private readonly string _secretAccessKey;
    private readonly string? _region;
    private readonly string _subdir;
    private readonly string _bucketSetting;
    private readonly AmazonS3Client _client;
    private readonly S3Faults _faults;
    private readonly TimeSpan _timeout;

    private S3Location(
        SettingsReader reader,
        string bucket,
        (string Id, string Secret) accessKey,
        string? region,
        string subdir,
        AmazonS3Config configuration,
        TimeSpan timeout)
    {
        _timeout = timeout;
        _bucket = bucket;
        (_accessKeyId, _secretAccessKey) = accessKey;
        _region = region;
        _subdir = subdir;
        _bucketSetting = reader.NameOf(BucketKey);
        _client = new AmazonS3Client(new BasicAWSCredentials(accessKey.Id, accessKey.Secret), configuration);
        _faults = new S3Faults(_bucketSetting, reader.NameOf(AccessKeyIdKey), reader.NameOf(ServiceUrlKey));
    }

    /// <inheritdoc/>
    public string Description => $"{Type} {_bucket}/{_subdir}".TrimEnd('/');

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => [_secretAccessKey, _accessKeyId];

    /// <inheritdoc/>
    public string DeniedRemedy =>
        $"Check the access key, and let its user put and list objects in the bucket in {_bucketSetting}.";

    /// <inheritdoc/>
    public string NotFoundRemedy => $"Create the bucket in {_bucketSetting}, or correct its name or the region.";

    /// <inheritdoc/>
    public string UnseenRemedy =>
        $"Check that the cluster and this app use the same store: the cluster's s3_url is what {_faults.ServiceUrlSetting} has to be.";

    /// <inheritdoc/>
    public bool RemovesAfterFetch { get; private init; }

    /// <summary>Reads the settings; null when they have a fault.</summary>
    public static S3Location? Read(SettingsReader reader, TimeSpan timeout)
    {
        var bucket = reader.RequiredText(BucketKey, "the bucket's name");
        var accessKeyId = reader.RequiredSecret(AccessKeyIdKey, "the id of an access key");
        var secretAccessKey = reader.RequiredSecret(SecretAccessKeyKey, "the secret of that access key");
        var region = reader.Text("RegionName");
        var subdir = LocationSettings.ReadSubdir(reader);
        var serviceUrl = ReadServiceUrl(reader);
        var pathStyle = reader.Flag("PathStyle", defaultValue: serviceUrl is not null);
        var roots = CaFileParser.Read(reader, "CaFile");
        var removesAfterFetch = reader.Flag(LocationSettings.RemoveAfterFetchKey, defaultValue: false);
        if (bucket is not null && !BucketName().IsMatch(bucket))
        {
            reader.Fault(BucketKey, $"must be a bucket's name (3 to 63 lower-case letters, digits, dots, hyphens), but is '{bucket}'.");
        }

        if (region is not null && !Region().IsMatch(region))
        {
            reader.Fault("RegionName", $"must be a region's name such as eu-central-1, but is '{region}'.");
        }

        if (reader.HasFaults)
        {
            return null;
        }

        var configuration = S3Configuration.Create(serviceUrl, region, pathStyle, roots, timeout);
        return new S3Location(reader, bucket!, (accessKeyId!, secretAccessKey!), region, subdir, configuration, timeout)
        {
            RemovesAfterFetch = removesAfterFetch,
        };
    }

    /// <inheritdoc/>
    public string? FolderOf(string exportId) => LocationSettings.FolderOf(_subdir, exportId);

    /// <inheritdoc/>
    public Task<JsonObject> CreateRequestAsync(string? folder, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["type"] = Type,
            ["bucket_name"] = _bucket,
            ["subdir"] = folder,
            ["access_key_id"] = _accessKeyId,
            ["secret_access_key"] = _secretAccessKey,
        };
        if (_region is not null)
        {
            request["region_name"] = _region;
        }

        return Task.FromResult(request);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LocatedFile>> ListAsync(string? folder, CancellationToken cancellationToken) =>
        _faults.RunAsync(() => ListAllAsync(folder, cancellationToken));

    /// <inheritdoc/>
    public Task<OpenedFile> OpenAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken) =>
        _faults.RunAsync(() => OpenObjectAsync(file, range, cancellationToken), file.Name);

    /// <inheritdoc/>
    public Task RemoveAsync(LocatedFile file, CancellationToken cancellationToken) =>
        _faults.RunAsync(() => RemoveObjectAsync(file, cancellationToken), file.Name);

    /// <inheritdoc/>
    public string Describe(string? folder, string name) => $"{Type} {_bucket}/{folder}/{name}";

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static Uri? ReadServiceUrl(SettingsReader reader)
    {
        var text = reader.Text(ServiceUrlKey);
        if (text is null)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            && (uri.Scheme == "https" || uri.IsLoopback))
        {
            return uri;
        }

        reader.Fault(
            ServiceUrlKey,
            "must be the https address of a store with the API of S3, as the cluster's s3_url names it, without credentials; http is "
            + "for this machine only.");
        return null;
    }

    private static string KeyOf(LocatedFile file) => $"{file.Folder}/{file.Name}";

    private async Task<IReadOnlyList<LocatedFile>> ListAllAsync(string? folder, CancellationToken cancellationToken)
    {
        var files = new List<LocatedFile>();
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = $"{folder}/{FilePrefix}", Delimiter = "/" };
        do
        {
            var page = await _client.ListObjectsV2Async(request, cancellationToken);
            foreach (var item in page.S3Objects ?? [])
            {
                files.Add(new LocatedFile(item.Key[(folder!.Length + 1)..], item.Size ?? 0, folder, item.ETag));
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);

        return files;
    }

    private async Task<OpenedFile> OpenObjectAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken)
    {
        // The file is read as it was listed or not at all, so bytes from before are of the same version, if of any.
        var offset = range.Version is null || range.Version == file.Version ? range.Offset : 0;
        if (offset == file.Size)
        {
            return new OpenedFile(Stream.Null) { Offset = offset, Size = file.Size, Version = file.Version, HasRanges = true };
        }

        var request = new GetObjectRequest { BucketName = _bucket, Key = KeyOf(file), EtagToMatch = file.Version };
        if (offset > 0 || range.Length is not null)
        {
            var end = Math.Min(offset + (range.Length ?? file.Size), file.Size) - 1;
            request.ByteRange = new ByteRange(offset, end);
        }

        var response = await _client.GetObjectAsync(request, cancellationToken);
        var ranged = response.HttpStatusCode == HttpStatusCode.PartialContent;
        var expected = ranged ? request.ByteRange!.End - request.ByteRange.Start + 1 : file.Size;
        if (response.ContentLength != expected)
        {
            response.Dispose();
            throw LocationFaults.Changed(file.Name);
        }

        return new OpenedFile(new S3Stream(response, _timeout))
        {
            Offset = ranged ? offset : 0,
            Size = file.Size,
            Version = file.Version,
            HasRanges = true,
        };
    }

    private async Task<bool> RemoveObjectAsync(LocatedFile file, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _client.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = _bucket, Key = KeyOf(file) }, cancellationToken);
            if (found.ContentLength != file.Size || (file.Version is not null && found.ETag != file.Version))
            {
                throw LocationFaults.Changed(file.Name);
            }
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        await _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _bucket, Key = KeyOf(file) }, cancellationToken);
        return true;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex(@"^[a-z0-9\-]{2,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();
}
