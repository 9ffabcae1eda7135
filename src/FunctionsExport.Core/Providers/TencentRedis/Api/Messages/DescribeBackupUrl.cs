namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>Asks for the addresses of a backup's files.</summary>
internal sealed record DescribeBackupUrlRequest(string InstanceId, string BackupId);

/// <summary>The files of a backup, one a shard, in no certain order; each list may be missing.</summary>
/// <param name="BackupInfos">The files.</param>
/// <param name="Filenames">Their names, as older versions of the API answer them.</param>
/// <param name="DownloadUrl">Their addresses from the internet, in the order of the names.</param>
/// <param name="InnerDownloadUrl">Their addresses from Tencent Cloud's network, in the order of the names.</param>
internal sealed record DescribeBackupUrlResponse(
    IReadOnlyList<BackupFileInfo>? BackupInfos,
    IReadOnlyList<string?>? Filenames,
    IReadOnlyList<string?>? DownloadUrl,
    IReadOnlyList<string?>? InnerDownloadUrl);
