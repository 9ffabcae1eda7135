using FunctionsExport.Providers.TencentRedis.Api;
using FunctionsExport.Providers.TencentRedis.Api.Messages;
using FunctionsExport.Providers.TencentRedis.Backups;

namespace FunctionsExport.Providers.TencentRedis.Flow;

/// <summary>Follows a backup that was asked for: by its task when that is known, and else by what the lists show.</summary>
internal sealed class BackupWatch(ApiClient api, BackupCatalogue catalogue)
{
    /// <summary>How the backup stands.</summary>
    /// <param name="planned">The plan.</param>
    /// <param name="receipt">What the API has answered; null when its answer was lost.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ExportProgress> GetProgressAsync(
        PlannedBackup planned, BackupReceipt? receipt, CancellationToken cancellationToken)
    {
        if (receipt?.TaskId is { } taskId && await TryGetTaskAsync(taskId, cancellationToken) is { } task)
        {
            // Before its task has succeeded a backup may be listed as whole.
            return StateOf(task) switch
            {
                ProviderState.Exporting => new ExportProgress(
                    ProviderState.Exporting, await TryGetPercentAsync(planned, taskId, cancellationToken)),
                ProviderState.Failed => new ExportProgress(ProviderState.Failed, Fault: Failed(task.TaskMessage)),
                _ => await FromListAsync(planned, accepted: true, cancellationToken)
                    ?? new ExportProgress(ProviderState.Succeeded, 100),
            };
        }

        return await FromListAsync(planned, receipt is not null, cancellationToken)
            ?? await FromTasksAsync(planned, cancellationToken);
    }

    // A task that is not known any more, or not yet, is refused as a bad parameter; the lists tell of it too.
    private async Task<DescribeTaskInfoResponse?> TryGetTaskAsync(long taskId, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetTaskAsync(taskId, cancellationToken);
        }
        catch (ExportFaultException e) when (e.Fault.Code is FaultCodes.InvalidRequest or FaultCodes.DatabaseNotFound)
        {
            return null;
        }
    }

    private ProviderState StateOf(DescribeTaskInfoResponse task) => task.Status?.ToUpperInvariant() switch
    {
        "PREPARING" or "RUNNING" => ProviderState.Exporting,
        "SUCCEED" => ProviderState.Succeeded,
        "FAILED" or "ERROR" => ProviderState.Failed,
        _ => throw new ExportFaultException(new ExportFault(
            FaultCodes.UnexpectedAnswer,
            "Tencent Cloud reports a status of the backup's task that this version of the app does not know. Look at the instance's "
            + "tasks in the console, and upgrade this app.",
            ProviderCode: api.Scrub(task.Status))),
    };

    private async Task<ExportProgress?> FromListAsync(
        PlannedBackup planned, bool accepted, CancellationToken cancellationToken) =>
        await catalogue.FindAsync(planned, accepted, cancellationToken) is { } backup ? BackupProgress.Of(backup) : null;

    // No backup of ours is listed, nor its task known: the task that came since tells whether one is on its way.
    private async Task<ExportProgress> FromTasksAsync(PlannedBackup planned, CancellationToken cancellationToken)
    {
        var since = (await catalogue.ListTasksAsync(planned.At, cancellationToken))
            .Where(t => t.TaskId is { } id && !planned.TasksBefore.Contains(id))
            .MinBy(t => t.TaskId);
        return since?.Result switch
        {
            0 or 1 => new ExportProgress(ProviderState.Exporting, PercentOf(since)),
            // Whether it was ours is told by the list of backups, when the files are looked for.
            2 => new ExportProgress(ProviderState.Succeeded, 100),
            4 => new ExportProgress(ProviderState.Failed, Fault: Failed(null)),
            _ => new ExportProgress(ProviderState.Idle),
        };
    }

    // Only makes waiting better: without it the waits go by the time that has passed.
    private async Task<double?> TryGetPercentAsync(PlannedBackup planned, long taskId, CancellationToken cancellationToken)
    {
        try
        {
            var tasks = await catalogue.ListTasksAsync(planned.At, cancellationToken);
            return PercentOf(tasks.FirstOrDefault(t => t.TaskId == taskId));
        }
        catch (ExportFaultException)
        {
            return null;
        }
    }

    private static double? PercentOf(RedisTask? task) =>
        task?.Progress is { } percent && double.IsFinite(percent) ? Math.Clamp(percent, 0, 100) : null;

    private ExportFault Failed(string? message) => new(
        FaultCodes.ExportFailed,
        "The backup failed at Tencent Cloud. Look at the instance's tasks in the console, and try again.",
        ProviderMessage: api.Scrub(message));
}
