using FunctionsExport.Providers.TencentCrs.Api;
using FunctionsExport.Providers.TencentCrs.Flow;

namespace FunctionsExport.Providers.TencentCrs.Backups;

/// <summary>Reads how a stage stands: by its task, and where the task is not known by the lists.</summary>
internal sealed class StageProgress(CrsClient api, BackupFaults faults)
{
    private static readonly ExportProgress Idle = new(ProviderState.Idle);
    private static readonly ExportProgress Exporting = new(ProviderState.Exporting);
    private static readonly ExportProgress Succeeded = new(ProviderState.Succeeded);
    private static readonly ExportProgress StageDone = new(ProviderState.StageDone);

    /// <summary>How the stage stands.</summary>
    public async Task<ExportProgress> ReadAsync(
        StageIntent intent, StageReceipt? receipt, CancellationToken cancellationToken)
    {
        var task = receipt?.TaskId is { } id ? await api.FindTaskAsync(id, cancellationToken) : null;
        if (task is TaskState.Waiting or TaskState.Running)
        {
            return Exporting;
        }

        if (task is TaskState.Failed or TaskState.Error)
        {
            return Failed(FailureOf(intent, task));
        }

        if (intent.Kind == StageKind.Backup)
        {
            return await BackupAsync(intent, task, cancellationToken);
        }

        return task == TaskState.Succeeded ? Succeeded : await ExportAsync(intent, receipt, cancellationToken);
    }

    private static ExportFault FailureOf(StageIntent intent, TaskState? task) =>
        intent.Kind == StageKind.Backup ? BackupFaults.BackupFailed(task) : BackupFaults.ExportFailed(task);

    private static ExportProgress Failed(ExportFault fault) => new(ProviderState.Failed, Fault: fault);

    private async Task<ExportProgress> BackupAsync(
        StageIntent intent, TaskState? task, CancellationToken cancellationToken)
    {
        var backup = BackupSelection.Made(await api.ListBackupsAsync(cancellationToken), intent);
        return backup?.Status switch
        {
            BackupStatus.Normal or BackupStatus.Exporting or BackupStatus.Exported => StageDone,
            BackupStatus.Locked => Exporting,
            null when task == TaskState.Succeeded => Exporting,
            null => await ByTasksAsync(intent, TaskTypes.Backup, cancellationToken),
            _ => Failed(BackupPlans.FaultOf(backup)),
        };
    }

    private async Task<ExportProgress> ExportAsync(
        StageIntent intent, StageReceipt? receipt, CancellationToken cancellationToken)
    {
        var backup = BackupSelection.ById(await api.ListBackupsAsync(cancellationToken), intent.BackupId);
        return backup?.Status switch
        {
            null => Failed(faults.NotListed(intent.BackupId!)),
            BackupStatus.Exported => Succeeded,
            BackupStatus.Exporting or BackupStatus.Locked => Exporting,
            BackupStatus.Normal => await NormalAsync(intent, receipt, cancellationToken),
            _ => Failed(BackupPlans.FaultOf(backup)),
        };
    }

    /// <summary>What it means that a backup is not exported: nothing was to be done, or it has failed, or not begun.</summary>
    private async Task<ExportProgress> NormalAsync(
        StageIntent intent, StageReceipt? receipt, CancellationToken cancellationToken)
    {
        return (receipt?.Found ?? intent.Kind) switch
        {
            StageKind.Direct => Succeeded,
            StageKind.Await => Failed(BackupFaults.OtherExportFailed(intent.BackupId!)),
            _ => await ByTasksAsync(intent, TaskTypes.Export, cancellationToken),
        };
    }

    /// <summary>Looks for the task whose id was lost, among those that were not there before.</summary>
    private async Task<ExportProgress> ByTasksAsync(StageIntent intent, string type, CancellationToken cancellationToken)
    {
        if (intent.Tasks is not { } known)
        {
            return Idle;
        }

        // Only this export has the instance, so that there is one at most; somebody in the console may start another.
        var found = known.NewOf(await api.ListTasksAsync(type, known.Since, cancellationToken));
        var task = found.FirstOrDefault(t => t.State is TaskState.Waiting or TaskState.Running or TaskState.Succeeded)
            ?? (found.Count == 0 ? null : found[0]);
        return task?.State switch
        {
            // The list of backups shows it at the next look.
            TaskState.Waiting or TaskState.Running or TaskState.Succeeded => Exporting,
            TaskState.Failed or TaskState.Error => Failed(FailureOf(intent, task.State)),
            _ => Idle,
        };
    }
}
