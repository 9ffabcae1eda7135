using System.Text.Json.Nodes;
using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>A Google Cloud Storage bucket (location type <c>gs</c>). The cluster writes there; this app cannot read it.</summary>
internal sealed class GsLocation : IExportLocation
{
    internal const string Type = "gs";
    private const string BucketKey = "BucketName";

    private readonly string _bucket;
    private readonly string _subdir;
    private readonly string _bucketSetting;

    private GsLocation(SettingsReader reader, string bucket, string subdir)
    {
        _bucket = bucket;
        _subdir = subdir;
        _bucketSetting = reader.NameOf(BucketKey);
    }

    /// <inheritdoc/>
    public string Description => $"{Type} {_bucket}/{_subdir}".TrimEnd('/');

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => [PrivateKeyId, .. PrivateKeyText.SecretsOf(PrivateKey)];

    /// <inheritdoc/>
    public string DeniedRemedy =>
        $"Give the service account the role Storage Legacy Bucket Writer on the bucket in {_bucketSetting}, which must not have a "
        + "retention policy, and check the account's key.";

    /// <inheritdoc/>
    public string NotFoundRemedy => $"Create the bucket in {_bucketSetting}, or correct its name.";

    /// <inheritdoc/>
    public string UnseenRemedy => $"Look into the bucket in {_bucketSetting}.";

    /// <inheritdoc/>
    public string? FetchObstacle =>
        $"cannot be used with an export location of the type {Type}, which the cluster writes to and this app cannot read; fetch from "
        + "one of the types url, s3, abs or mount_point.";

    internal required string ClientId { get; init; }

    internal required string ClientEmail { get; init; }

    internal required string PrivateKeyId { get; init; }

    internal required string PrivateKey { get; init; }

    /// <summary>Reads the settings; null when they have a fault.</summary>
    public static GsLocation? Read(SettingsReader reader)
    {
        var bucket = reader.RequiredText(BucketKey, "the bucket's name");
        var clientId = reader.RequiredText("ClientId", "client_id of the service account's JSON key");
        var clientEmail = reader.RequiredText("ClientEmail", "client_email of the service account's JSON key");
        var privateKeyId = reader.RequiredSecret("PrivateKeyId", "private_key_id of the service account's JSON key");
        var privateKey = PrivateKeyText.Read(reader, "PrivateKey", required: true);
        var subdir = LocationSettings.ReadSubdir(reader);
        if (clientEmail is not null && !clientEmail.Contains('@', StringComparison.Ordinal))
        {
            reader.Fault("ClientEmail", "must be the service account's e-mail address.");
        }

        return reader.HasFaults
            ? null
            : new GsLocation(reader, bucket!, subdir)
            {
                ClientId = clientId!,
                ClientEmail = clientEmail!,
                PrivateKeyId = privateKeyId!,
                PrivateKey = privateKey!,
            };
    }

    /// <inheritdoc/>
    public string? FolderOf(string exportId) => LocationSettings.FolderOf(_subdir, exportId);

    /// <inheritdoc/>
    public Task<JsonObject> CreateRequestAsync(string? folder, DateTimeOffset deadline, CancellationToken cancellationToken) =>
        Task.FromResult(new JsonObject
        {
            ["type"] = Type,
            ["bucket_name"] = _bucket,
            ["subdir"] = folder,
            ["client_id"] = ClientId,
            ["client_email"] = ClientEmail,
            ["private_key_id"] = PrivateKeyId,
            ["private_key"] = PrivateKey,
        });

    /// <inheritdoc/>
    public Task<IReadOnlyList<LocatedFile>> ListAsync(string? folder, CancellationToken cancellationToken) => throw Unreadable();

    /// <inheritdoc/>
    public Task<OpenedFile> OpenAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken) => throw Unreadable();

    /// <inheritdoc/>
    public Task RemoveAsync(LocatedFile file, CancellationToken cancellationToken) => throw Unreadable();

    /// <inheritdoc/>
    public string Describe(string? folder, string name) => $"{Type} {_bucket}/{folder}/{name}";

    private static NotSupportedException Unreadable() => new("This app cannot read from Google Cloud Storage.");
}
