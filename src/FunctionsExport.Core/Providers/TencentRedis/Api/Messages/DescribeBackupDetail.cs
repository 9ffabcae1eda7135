namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>Asks for what is known of a backup.</summary>
internal sealed record DescribeBackupDetailRequest(string InstanceId, string BackupId);

/// <summary>What is known of a backup.</summary>
/// <param name="ShardNum">How many shards the instance had when it was made.</param>
internal sealed record DescribeBackupDetailResponse(int? ShardNum);
