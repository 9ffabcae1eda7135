using System.Text.Json;
using FunctionsExport.Providers.Tencent;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>A backup of an instance.</summary>
/// <param name="Id">Its id, opaque.</param>
/// <param name="Status">Its status; a number that is not known stays one.</param>
/// <param name="StartedAt">When it began (UTC); null when that cannot be read.</param>
/// <param name="IsManual">Whether somebody asked for it, rather than the instance's own schedule.</param>
/// <param name="Remark">The text that whoever asked for it has given; null when there is none.</param>
internal sealed record RedisBackup(string Id, BackupStatus Status, DateTimeOffset? StartedAt, bool IsManual, string? Remark)
{
    /// <summary>Whether it is no longer there to be downloaded.</summary>
    public bool IsGone => Status is BackupStatus.Expired or BackupStatus.Deleted;

    /// <summary>Reads an item of <c>data.redisBackupSet</c>.</summary>
    /// <exception cref="FormatException">It has no id or no status.</exception>
    public static RedisBackup Read(JsonElement item) => new(
        CrsJson.Text(item, "backupId") ?? throw new FormatException("a backup has no backupId"),
        (BackupStatus)(CrsJson.Number(item, "status") is { } status and >= -100 and <= 100
            ? (int)status
            : throw new FormatException("a backup has no status")),
        TencentTime.Parse(CrsJson.Text(item, "startTime")),
        CrsJson.Text(item, "backupType") is "manualBackupInstance" or "0",
        CrsJson.Text(item, "remark"));
}
