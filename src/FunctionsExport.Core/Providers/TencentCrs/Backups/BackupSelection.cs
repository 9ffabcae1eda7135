using FunctionsExport.Providers.TencentCrs.Api;
using FunctionsExport.Providers.TencentCrs.Flow;

namespace FunctionsExport.Providers.TencentCrs.Backups;

/// <summary>Picks a backup out of a list, whose order is not documented.</summary>
internal static class BackupSelection
{
    /// <summary>The backup with an id; null when there is none.</summary>
    public static RedisBackup? ById(IEnumerable<RedisBackup> backups, string? id) =>
        backups.FirstOrDefault(b => string.Equals(b.Id, id, StringComparison.Ordinal));

    /// <summary>
    /// The backup that began last of those that are complete: not exported yet, being exported, or exported. Null when there is none.
    /// </summary>
    public static RedisBackup? Newest(IEnumerable<RedisBackup> backups) => backups
        .Where(b => b.Status is BackupStatus.Normal or BackupStatus.Exporting or BackupStatus.Exported && b.StartedAt is not null)
        .OrderByDescending(b => b.StartedAt)
        .ThenByDescending(b => b.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>
    /// The backup that was asked for; null when it is not there. It carries its remark; should the API not keep remarks, it is the one
    /// backup that was asked for since, without a remark.
    /// </summary>
    public static RedisBackup? Made(IReadOnlyList<RedisBackup> backups, StageIntent intent)
    {
        ArgumentNullException.ThrowIfNull(backups);
        ArgumentNullException.ThrowIfNull(intent);
        var ours = backups.FirstOrDefault(b => string.Equals(b.Remark, intent.Remark, StringComparison.Ordinal));
        if (ours is not null)
        {
            return ours;
        }

        var since = backups
            .Where(b => b.IsManual && b.Remark is null && intent.BackupsBefore?.Contains(b.Id, StringComparer.Ordinal) != true)
            .ToList();
        return since.Count == 1 ? since[0] : null;
    }
}
