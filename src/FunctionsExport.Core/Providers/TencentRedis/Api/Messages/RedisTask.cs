namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>A task, as <c>DescribeTaskList</c> tells of it.</summary>
/// <param name="TaskId">Its id.</param>
/// <param name="Progress">How far it has come, in percent.</param>
/// <param name="Result">0 to begin, 1 running, 2 done, 4 failed.</param>
/// <param name="StartTime">When it began, Beijing time.</param>
internal sealed record RedisTask(long? TaskId, double? Progress, int? Result, string? StartTime)
{
    /// <summary>The type of the tasks that make a backup which somebody asked for (<c>FLOW_BACKUPINSTANCE</c>).</summary>
    public const string ManualBackup = "012";
}
