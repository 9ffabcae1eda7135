using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>
/// What a cluster knows of storage services beside a request: its own configuration, and the addresses that stand in for
/// those of the cloud.
/// </summary>
internal sealed class StorageServices
{
    /// <summary>The cluster's <c>s3_url</c>; null for Amazon's own addresses.</summary>
    public Uri? S3Url { get; init; }

    /// <summary>
    /// The blob service whose accounts are the first part of the path, as Azurite's (<c>http://127.0.0.1:10000</c>); null
    /// for Azure's own addresses.
    /// </summary>
    public Uri? BlobService { get; init; }

    /// <summary>What <c>ftps</c> addresses mean: the documentation does not say.</summary>
    public FtpTls FtpsMode { get; init; } = FtpTls.Explicit;

    /// <summary>The certificates that FTP servers are checked against, in PEM; null for no check.</summary>
    public string? FtpsTrust { get; init; }

    /// <summary>The cluster's own SSH key, used for SFTP addresses without <c>key</c>.</summary>
    public SshKeyPair? ClusterKey { get; init; }

    /// <summary>What stands for Google's storage.</summary>
    public GsRecording Gs { get; init; } = new();
}
