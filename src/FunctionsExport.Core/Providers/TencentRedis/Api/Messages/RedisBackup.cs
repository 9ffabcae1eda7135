using System.Text.Json.Serialization;
using FunctionsExport.Providers.Tencent;

namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>A backup, as <c>DescribeInstanceBackups</c> tells of it.</summary>
/// <param name="BackupId">Its id, of no fixed form.</param>
/// <param name="StartTime">When it began, Beijing time.</param>
/// <param name="Status">What can be done with it: see the properties.</param>
/// <param name="BackupType">Who asked for it: <c>0</c> or <c>manualBackupInstance</c> for somebody, else the nightly plan.</param>
/// <param name="Remark">What whoever asked for it has remarked.</param>
/// <param name="Encrypted">Whether its files are encrypted (AES-256-CBC).</param>
internal sealed record RedisBackup(
    string? BackupId, string? StartTime, int? Status, string? BackupType, string? Remark, bool? Encrypted)
{
    /// <summary>Whether its files can be downloaded: it is whole, converted or not.</summary>
    [JsonIgnore]
    public bool IsReady => Status is 2 or 4;

    /// <summary>Whether it is being made, converted or otherwise locked.</summary>
    [JsonIgnore]
    public bool IsBusy => Status is 1 or 3;

    /// <summary>Whether somebody asked for it.</summary>
    [JsonIgnore]
    public bool IsManual => BackupType is "0" or "manualBackupInstance";

    /// <summary>When it began; null when that cannot be read.</summary>
    [JsonIgnore]
    public DateTimeOffset? StartedAt => TencentTime.Parse(StartTime);
}
