namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>Starts a backup. There is no idempotency token; the remark comes back in the list of backups.</summary>
internal sealed record ManualBackupInstanceRequest(string InstanceId, string Remark);

/// <summary>The task that makes the backup; it does not tell the backup's id.</summary>
internal sealed record ManualBackupInstanceResponse(long? TaskId);
