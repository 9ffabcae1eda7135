using FunctionsExport.Providers.TencentRedis.Api.Messages;
using FunctionsExport.Providers.TencentRedis.Flow;

namespace FunctionsExport.Providers.TencentRedis.Backups;

/// <summary>Picks a backup out of a list, whose order is not documented.</summary>
internal static class BackupSelection
{
    /// <summary>The backup with an id; null when there is none.</summary>
    public static RedisBackup? ById(IEnumerable<RedisBackup> backups, string id) =>
        backups.FirstOrDefault(b => string.Equals(b.BackupId, id, StringComparison.Ordinal));

    /// <summary>The backup that began last of those that can be downloaded; null when there is none.</summary>
    /// <param name="backups">The backups.</param>
    /// <param name="notBefore">When it may have begun at the earliest.</param>
    public static RedisBackup? Newest(IEnumerable<RedisBackup> backups, DateTimeOffset notBefore) => backups
        .Where(b => b.IsReady && b.StartedAt >= notBefore && !string.IsNullOrEmpty(b.BackupId))
        .OrderByDescending(b => b.StartedAt)
        .ThenByDescending(b => b.BackupId, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>The backup that was planned; null when it is not there.</summary>
    /// <param name="backups">The backups since.</param>
    /// <param name="planned">The plan.</param>
    /// <param name="accepted">
    /// Whether the API has accepted the request. Then, should it not keep remarks, the one backup that somebody has asked for since,
    /// without a remark, is taken for it.
    /// </param>
    public static RedisBackup? Planned(IReadOnlyList<RedisBackup> backups, PlannedBackup planned, bool accepted)
    {
        ArgumentNullException.ThrowIfNull(backups);
        ArgumentNullException.ThrowIfNull(planned);
        var ours = backups.FirstOrDefault(b => string.Equals(b.Remark, planned.Remark, StringComparison.Ordinal));
        if (ours is not null || !accepted)
        {
            return ours;
        }

        var others = backups
            .Where(b => b.IsManual && string.IsNullOrEmpty(b.Remark) && !planned.BackupsBefore.Contains(b.BackupId))
            .DistinctBy(b => b.BackupId)
            .ToList();
        return others.Count == 1 ? others[0] : null;
    }
}
