namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>The calls of API v2 that an export needs, by their names there.</summary>
internal enum CrsAction
{
    /// <summary>Reads an instance.</summary>
    DescribeRedis,

    /// <summary>Lists an instance's backups.</summary>
    GetRedisBackupList,

    /// <summary>Has a backup made.</summary>
    ManualBackupInstance,

    /// <summary>Has a cluster instance's backup made into an RDB file.</summary>
    ExportRedisBackup,

    /// <summary>Reads how a task stands.</summary>
    DescribeTaskInfo,

    /// <summary>Gives the addresses of a backup's file.</summary>
    GetBackupDownloadUrl,

    /// <summary>Lists an instance's tasks.</summary>
    GetRedisTaskList,
}
