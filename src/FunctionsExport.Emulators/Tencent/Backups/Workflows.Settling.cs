namespace FunctionsExport.Emulators.Tencent.Backups;

/// <content>What the passing of time does.</content>
internal sealed partial class Workflows
{
    private void Settle()
    {
        var now = clock.Now;
        foreach (var task in _tasks)
        {
            if (task.IsDue(now) && !instances[task.InstanceId].Hold)
            {
                End(task, now);
            }
        }

        for (var index = 0; index < _backups.Count; index++)
        {
            _backups[index] = Age(_backups[index], now);
        }
    }

    private void End(TencentTask task, DateTimeOffset now)
    {
        task.EndTime = now;
        if (task.Work.IsFaulted || task.Work.IsCanceled)
        {
            task.End = TaskState.Error;
            task.Message = task.Work.Exception?.InnerException?.Message ?? "The service stops.";
        }
        else
        {
            (task.End, task.Message) = (task.Fault.End, task.Fault.Message);
        }

        var index = _backups.FindIndex(backup => backup.Id == task.BackupId);
        if (index >= 0)
        {
            Conclude(task, index, now);
        }
    }

    private void Conclude(TencentTask task, int index, DateTimeOffset now)
    {
        var backup = _backups[index];
        var succeeded = task.End == TaskState.Succeeded;
        if (task.Kind == TaskKind.Backup && !succeeded)
        {
            _backups.RemoveAt(index);
        }
        else if (task.Kind == TaskKind.Backup)
        {
            var status = switches.NewBackupsStayLocked ? BackupStatus.Locked : BackupStatus.Normal;
            _backups[index] = backup with { Status = status, EndTime = now, Files = task.Work.Result };
        }
        else if (backup.Status == BackupStatus.Exporting)
        {
            _backups[index] = succeeded
                ? backup with { Status = BackupStatus.Exported, ExportedTime = now }
                : backup with { Status = switches.StatusAfterFailedExport };
        }
    }

    private Backup Age(Backup backup, DateTimeOffset now)
    {
        if (backup.Status is BackupStatus.Deleted or BackupStatus.Expired)
        {
            return backup;
        }

        if (now >= backup.ExpireTime)
        {
            return backup with { Status = BackupStatus.Expired };
        }

        return backup.Status == BackupStatus.Exported && now >= backup.ExportedTime + switches.ExportLifetime
            ? backup with { Status = BackupStatus.Normal, ExportedTime = null }
            : backup;
    }

    private Backup Find(Instances.TencentInstance instance, string backupId) =>
        _backups.Find(backup => backup.Id == backupId
            && backup.InstanceId == instance.Definition.Id && backup.Status != BackupStatus.Deleted)
        ?? throw new BusinessException(BusinessError.BackupNotExists, "No backup of the instance has this backupId.");

    private void Replace(Backup backup) => _backups[_backups.FindIndex(other => other.Id == backup.Id)] = backup;

    private TaskView View(TencentTask task)
    {
        var now = clock.Now;
        var shown = task.End is null ? instances[task.InstanceId].ShownProgress : null;
        return new TaskView(
            task.Id,
            task.Kind,
            task.InstanceId,
            task.BackupId,
            task.Accepted,
            task.EndTime,
            task.StateAt(now),
            shown ?? task.ProgressAt(now),
            task.Message);
    }
}
