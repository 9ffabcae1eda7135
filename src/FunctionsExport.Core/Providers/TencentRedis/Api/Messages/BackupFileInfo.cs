namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>One file of a backup.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="FileSize">Its size in bytes; 0 when it is not known.</param>
/// <param name="DownloadUrl">Its address from the internet; empty when the account allows Tencent Cloud's network only.</param>
/// <param name="InnerDownloadUrl">Its address from Tencent Cloud's network.</param>
internal sealed record BackupFileInfo(string? FileName, long? FileSize, string? DownloadUrl, string? InnerDownloadUrl);
