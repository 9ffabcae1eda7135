using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>
/// The backups and tasks. Nothing happens by timers: what is due by the clock is carried out when somebody asks. Safe for threads.
/// </summary>
internal sealed partial class Workflows(
    IReadOnlyDictionary<string, TencentInstance> instances,
    Clock clock,
    ServiceSwitches switches,
    TencentFaults faults) : IAsyncDisposable
{
    // As in the documentation's example.
    private const long FirstTask = 400_151;

    private readonly Lock _lock = new();
    private readonly List<Backup> _backups = [];
    private readonly List<TencentTask> _tasks = [];
    private readonly BackupSaver _saver = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>How long the tasks take that start from now on.</summary>
    public TencentPace Pace { get; set; } = TencentPace.Immediate;

    /// <summary>All backups, deleted ones too, the oldest first.</summary>
    public IReadOnlyList<Backup> Backups
    {
        get
        {
            lock (_lock)
            {
                Settle();
                return [.. _backups];
            }
        }
    }

    /// <summary>All tasks, the oldest first.</summary>
    public IReadOnlyList<TaskView> Tasks
    {
        get
        {
            lock (_lock)
            {
                Settle();
                return [.. _tasks.Select(View)];
            }
        }
    }

    /// <summary>Starts a backup by a call.</summary>
    /// <exception cref="BusinessException">The instance is not in a state to be backed up.</exception>
    public long StartBackup(TencentInstance instance, string remark, TimeSpan retention, int? daily)
    {
        lock (_lock)
        {
            Settle();
            Check(instance, daily);
            instance.CountBackup();
            return AddBackup(instance, new Backup
            {
                Id = BackupIds.Next(switches.BackupIds),
                InstanceId = instance.Definition.Id,
                Remark = remark,
                Status = BackupStatus.Locked,
                StartTime = clock.Now,
                ExpireTime = clock.Now + retention,
                Encrypted = instance.Definition.Encrypted,
            });
        }
    }

    /// <summary>Starts the export of a backup.</summary>
    /// <exception cref="BusinessException">The backup cannot be exported.</exception>
    public long StartExport(TencentInstance instance, string backupId)
    {
        lock (_lock)
        {
            Settle();
            var backup = Find(instance, backupId);
            if (!instance.IsExported)
            {
                throw new BusinessException(
                    BusinessError.OnlyClusterInstanceCanExportBackup, "Only backups of cluster instances can be exported.");
            }

            if (backup.Status != BackupStatus.Normal)
            {
                throw new BusinessException(
                    BusinessError.BackupStatusInvalid, $"The backup's status is {(int)backup.Status}; it must be 2.");
            }

            instance.CountExport();
            Replace(backup with { Status = BackupStatus.Exporting });
            return AddTask(TaskKind.Export, backup, Pace.Export, _ => Task.FromResult(backup.Files!));
        }
    }

    /// <summary>A backup of an instance.</summary>
    /// <exception cref="BusinessException">There is none of this id.</exception>
    public Backup Backup(TencentInstance instance, string backupId)
    {
        lock (_lock)
        {
            Settle();
            return Find(instance, backupId);
        }
    }

    /// <summary>Makes a backup, finished when this returns, as if it had been made earlier.</summary>
    /// <exception cref="RedisErrorException">A redis-server cannot save.</exception>
    public async Task<Backup> AddFinishedAsync(
        TencentInstance instance, DateTimeOffset startTime, bool automatic, string remark, TimeSpan retention)
    {
        var files = await _saver.SaveAsync(instance.Definition, FirstTask, _stopping.Token);
        lock (_lock)
        {
            var backup = new Backup
            {
                Id = BackupIds.Next(switches.BackupIds),
                InstanceId = instance.Definition.Id,
                Automatic = automatic,
                Remark = remark,
                Status = BackupStatus.Normal,
                StartTime = startTime,
                EndTime = startTime + TimeSpan.FromSeconds(21),
                ExpireTime = startTime + retention,
                Encrypted = instance.Definition.Encrypted,
                Files = files,
            };
            var later = _backups.FindIndex(other => other.StartTime > startTime);
            _backups.Insert(later < 0 ? _backups.Count : later, backup);
            return backup;
        }
    }

    /// <summary>Changes a backup, such as its status.</summary>
    public void Change(string backupId, Func<Backup, Backup> change)
    {
        lock (_lock)
        {
            Settle();
            Replace(change(_backups.Single(backup => backup.Id == backupId)));
        }
    }

    /// <summary>Waits until the redis-servers have saved what running backups need; pace and holds still count.</summary>
    public async Task WhenSavedAsync()
    {
        Task[] works;
        lock (_lock)
        {
            works = [.. _tasks.Select(task => task.Work)];
        }

        await Task.WhenAll(works).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await WhenSavedAsync();
        _stopping.Dispose();
        _saver.Dispose();
    }

    private void Check(TencentInstance instance, int? daily)
    {
        if (instance.Status != TencentInstance.Running)
        {
            throw new BusinessException(
                BusinessError.InstanceStatusAbnormal, $"The instance's status is {instance.Status}; it must be 2.");
        }

        var id = instance.Definition.Id;
        if (instance.Locked || _tasks.Exists(task => task.InstanceId == id && task.End is null))
        {
            throw new BusinessException(BusinessError.InstanceLocked, "The instance is locked by another workflow.");
        }

        var since = clock.Now - TimeSpan.FromDays(1);
        var today = _tasks.Count(task =>
            task.InstanceId == id && task.Kind == TaskKind.Backup && task.Accepted > since);
        if (today >= daily)
        {
            throw new BusinessException(BusinessError.TooManyBackups, $"{today} backups were made within a day.");
        }
    }

    private long AddBackup(TencentInstance instance, Backup backup)
    {
        _backups.Add(backup);
        return AddTask(
            TaskKind.Backup, backup, Pace.Backup, id => Task.Run(() => _saver.SaveAsync(instance.Definition, id, _stopping.Token)));
    }

    private long AddTask(TaskKind kind, Backup backup, TimeSpan duration, Func<long, Task<BackupFiles>> work)
    {
        var id = FirstTask + _tasks.Count;
        _tasks.Add(new TencentTask
        {
            Id = id,
            Kind = kind,
            InstanceId = backup.InstanceId,
            BackupId = backup.Id,
            Accepted = clock.Now,
            Waiting = Pace.Waiting,
            Duration = duration,
            Fault = faults.TakeTask(kind),
            Work = work(id),
        });
        return id;
    }
}
