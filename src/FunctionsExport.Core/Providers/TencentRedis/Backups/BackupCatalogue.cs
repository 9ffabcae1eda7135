using FunctionsExport.Providers.TencentRedis.Api;
using FunctionsExport.Providers.TencentRedis.Api.Messages;
using FunctionsExport.Providers.TencentRedis.Flow;
using FunctionsExport.Providers.TencentRedis.Settings;

namespace FunctionsExport.Providers.TencentRedis.Backups;

/// <summary>Finds backups of the instance.</summary>
internal sealed class BackupCatalogue(ApiClient api, TencentRedisSettings settings)
{
    // Backups are kept 1,825 days at most.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1826);

    // This machine's clock and the API's may differ, by minutes before the API refuses.
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The backup that the settings ask for, one that is there already.</summary>
    /// <exception cref="ExportFaultException">There is none, or it cannot be had any more.</exception>
    public async Task<RedisBackup> ChooseAsync(CancellationToken cancellationToken)
    {
        var choice = settings.Backup;
        var oldest = api.Now - (choice.MaxAge ?? Kept);
        foreach (var (from, to) in BackupWindows.Between(oldest, api.Now + Margin))
        {
            var backups = await api.ListBackupsAsync(from, to, cancellationToken);
            var found = choice.BackupId is { } id ? BackupSelection.ById(backups, id) : BackupSelection.Newest(backups, oldest);
            if (found is not null)
            {
                return found;
            }
        }

        throw new ExportFaultException(new ExportFault(FaultCodes.BackupNotFound, choice switch
        {
            { BackupId: not null } =>
                $"The instance has no backup with the id in {settings.BackupIdSetting}. Look the id up in the console, or remove the "
                + "setting for the newest backup.",
            { MaxAge: { } age } =>
                $"The instance has no whole backup that began within {age:c}. Raise {settings.MaxBackupAgeSetting}, or set "
                + $"{settings.BackupFirstSetting} to true instead.",
            _ =>
                "The instance has no whole backup. Turn its automatic backup on in the console, or set "
                + $"{settings.BackupFirstSetting} to true.",
        }));
    }

    /// <summary>A backup by its id; null when the instance does not list it any more.</summary>
    /// <param name="id">The id.</param>
    /// <param name="startedAt">When it began.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<RedisBackup?> FindAsync(string id, DateTimeOffset startedAt, CancellationToken cancellationToken) =>
        BackupSelection.ById(await api.ListBackupsAsync(startedAt - Margin, startedAt + Margin, cancellationToken), id);

    /// <summary>The backup that was planned; null when it is not in the list, or not yet.</summary>
    /// <param name="planned">The plan.</param>
    /// <param name="accepted">Whether the API has accepted the request for it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<RedisBackup?> FindAsync(PlannedBackup planned, bool accepted, CancellationToken cancellationToken) =>
        BackupSelection.Planned(
            await api.ListBackupsAsync(planned.At - Margin, api.Now + Margin, cancellationToken), planned, accepted);

    /// <summary>The backups that began in the last day.</summary>
    public Task<IReadOnlyList<RedisBackup>> ListRecentAsync(CancellationToken cancellationToken) =>
        api.ListBackupsAsync(api.Now - Day, api.Now + Margin, cancellationToken);

    /// <summary>The tasks that made, or make, backups since a time.</summary>
    public Task<IReadOnlyList<RedisTask>> ListTasksAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        api.ListBackupTasksAsync(since - Margin, api.Now + Margin, cancellationToken);

    /// <summary>The tasks that made, or make, backups in the last day.</summary>
    public Task<IReadOnlyList<RedisTask>> ListRecentTasksAsync(CancellationToken cancellationToken) =>
        api.ListBackupTasksAsync(api.Now - Day, api.Now + Margin, cancellationToken);
}
