using FunctionsExport.Providers.TencentCrs.Api;
using FunctionsExport.Providers.TencentCrs.Flow;
using FunctionsExport.Providers.TencentCrs.Settings;

namespace FunctionsExport.Providers.TencentCrs.Backups;

/// <summary>Decides what a stage has to start, by what the lists hold.</summary>
internal sealed class BackupPlans(CrsClient api, TencentCrsSettings settings, BackupFaults faults, Func<long> nextNonce)
{
    // More than the API's seven days can hold, by its own limit of 24 a day.
    private const int MostIds = 300;

    // Clocks may differ by minutes; tasks of an hour are few.
    private static readonly TimeSpan TaskWindow = TimeSpan.FromHours(1);

    /// <summary>What the next stage is to do.</summary>
    /// <param name="prepared">What is known of the instance.</param>
    /// <param name="stages">The stages before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StageIntent> NextAsync(
        PreparedState prepared, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        var backups = await api.ListBackupsAsync(cancellationToken);
        if (stages.Count == 0 && settings.Backup.First)
        {
            return new StageIntent(
                StageKind.Backup,
                Remark: $"export-{nextNonce():x16}",
                BackupsBefore: [.. backups.OrderBy(b => b.StartedAt).Select(b => b.Id).TakeLast(MostIds)],
                Tasks: await FindTasksAsync(TaskTypes.Backup, cancellationToken));
        }

        var backup = stages.Count == 0 ? Choose(backups) : Made(backups, stages[^1]);
        return backup.Status switch
        {
            BackupStatus.Normal when prepared.IsCluster != false => new StageIntent(
                StageKind.Export, backup.Id, Tasks: await FindTasksAsync(TaskTypes.Export, cancellationToken)),
            BackupStatus.Normal or BackupStatus.Exported => new StageIntent(StageKind.Direct, backup.Id),
            BackupStatus.Exporting => new StageIntent(StageKind.Await, backup.Id),
            _ => throw new ExportFaultException(FaultOf(backup)),
        };
    }

    /// <summary>Why a backup that is in none of the statuses that an export goes on from cannot be taken.</summary>
    public static ExportFault FaultOf(RedisBackup backup) => backup.Status switch
    {
        BackupStatus.Locked => BackupFaults.Locked(backup.Id),
        BackupStatus.Expired or BackupStatus.Deleted => BackupFaults.Expired(backup.Id),
        _ => BackupFaults.StatusInvalid(backup),
    };

    private RedisBackup Choose(IReadOnlyList<RedisBackup> backups)
    {
        if (settings.Backup.BackupId is { } id)
        {
            return BackupSelection.ById(backups, id) ?? throw new ExportFaultException(faults.NotListed(id));
        }

        var newest = BackupSelection.Newest(backups);
        var oldest = settings.Backup.MaxAge is { } age ? api.Now - age : DateTimeOffset.MinValue;
        if (newest is not null && newest.StartedAt >= oldest)
        {
            return newest;
        }

        // One that is being made will do once it is complete.
        var locked = backups.Where(b => b.Status == BackupStatus.Locked && b.StartedAt >= oldest).MaxBy(b => b.StartedAt);
        throw new ExportFaultException(
            locked is not null ? BackupFaults.Locked(locked.Id) : newest is null ? faults.None : faults.TooOld(newest.StartedAt!.Value));
    }

    private static RedisBackup Made(IReadOnlyList<RedisBackup> backups, ExportStage stage) =>
        StageIntent.Of(stage) is { } intent && BackupSelection.Made(backups, intent) is { } made
            ? made
            : throw new ExportFaultException(new ExportFault(
                FaultCodes.BackupNotFound,
                "The backup that was made for this export is not listed any more. Start a new export."));

    /// <summary>The tasks that are there; null when the list is not to be had, which only makes a lost answer harder to settle.</summary>
    private async Task<KnownTasks?> FindTasksAsync(string type, CancellationToken cancellationToken)
    {
        // Whole seconds, as the API takes them, so that both lists are asked for alike.
        var since = DateTimeOffset.FromUnixTimeSeconds((api.Now - TaskWindow).ToUnixTimeSeconds());
        try
        {
            return new KnownTasks(since, await api.ListTasksAsync(type, since, cancellationToken));
        }
        catch (ExportFaultException e) when (!e.Fault.Retry)
        {
            return null;
        }
    }
}
