namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>Asks for a page of the backups that began within at most 30 days.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="BeginTime">From when on, Beijing time.</param>
/// <param name="EndTime">Until when, Beijing time.</param>
/// <param name="Limit">How many a page has, at most 100.</param>
/// <param name="Offset">How many come before the page, a multiple of the limit.</param>
internal sealed record DescribeInstanceBackupsRequest(
    string InstanceId, string BeginTime, string EndTime, int Limit, int Offset);

/// <summary>A page of backups.</summary>
/// <param name="TotalCount">How many all pages have.</param>
/// <param name="BackupSet">The page.</param>
/// <param name="RedisBackupSet">The page's former name.</param>
internal sealed record DescribeInstanceBackupsResponse(
    int? TotalCount, IReadOnlyList<RedisBackup>? BackupSet, IReadOnlyList<RedisBackup>? RedisBackupSet);
