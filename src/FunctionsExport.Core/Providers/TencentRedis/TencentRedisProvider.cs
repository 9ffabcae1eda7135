using System.Security.Cryptography;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentRedis.Api;
using FunctionsExport.Providers.TencentRedis.Api.Messages;
using FunctionsExport.Providers.TencentRedis.Backups;
using FunctionsExport.Providers.TencentRedis.Flow;
using FunctionsExport.Providers.TencentRedis.Settings;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Providers.TencentRedis;

/// <summary>Exports one instance of Tencent Cloud's Redis through its API 3.0: a backup, made first or there already, downloaded.</summary>
internal sealed class TencentRedisProvider : IExportProvider, IDisposable
{
    // What a stage keeps is read with each look at the lock.
    private const int MostKept = 200;

    private readonly TencentRedisSettings _settings;
    private readonly ApiClient _api;
    private readonly BackupCatalogue _catalogue;
    private readonly BackupAddresses _addresses;
    private readonly BackupWatch _watch;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public TencentRedisProvider(TencentRedisSettings settings, ApiClient api, TimeProvider time)
    {
        _settings = settings;
        _api = api;
        _catalogue = new BackupCatalogue(api, settings);
        _addresses = new BackupAddresses(api, settings);
        _watch = new BackupWatch(api, _catalogue);
        _http = HttpFileClient.Create();
        _time = time;
        Database = InstanceIdentity.Of(settings.Region, settings.InstanceId);
    }

    /// <inheritdoc/>
    public DatabaseIdentity Database { get; }

    /// <inheritdoc/>
    public string Destination => $"Tencent Cloud's storage of backups, {_settings.Region}";

    /// <inheritdoc/>
    public async Task<ExportPreparation> PrepareAsync(PlannedExport planned, CancellationToken cancellationToken)
    {
        var instance = await _api.GetInstanceAsync(cancellationToken);
        var summary = instance.Summary(_settings.InstanceId);
        if (_settings.Backup.First)
        {
            ThrowIfNotRunning(instance);
            return new ExportPreparation(summary, new PreparedState(null, null).ToJson());
        }

        var backup = await _catalogue.ChooseAsync(cancellationToken);
        if (BackupProgress.Of(backup).Fault is { } fault)
        {
            throw new ExportFaultException(fault);
        }

        return new ExportPreparation(summary, new PreparedState(backup.BackupId, backup.StartedAt).ToJson());
    }

    /// <inheritdoc/>
    public async Task<string?> PlanAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(stages);
        if (stages.Count > 0 || PreparedState.FromJson(preparation.ProviderState).BackupId is not null)
        {
            return null;
        }

        ThrowIfNotRunning(await _api.GetInstanceAsync(cancellationToken));
        var tasks = await _catalogue.ListRecentTasksAsync(cancellationToken);
        var backups = await _catalogue.ListRecentAsync(cancellationToken);
        return new PlannedBackup(
            $"export-{RandomNumberGenerator.GetHexString(16, lowercase: true)}",
            _api.Now,
            [.. tasks.Select(t => t.TaskId).OfType<long>().Distinct().Take(MostKept)],
            [.. backups.Where(b => b.IsManual).Select(b => b.BackupId).OfType<string>().Distinct().Take(MostKept)]).ToJson();
    }

    /// <inheritdoc/>
    public async Task<string> StartAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var planned = PlannedBackup.FromJson(stages[^1].Intent!);
        return new BackupReceipt(await _api.StartBackupAsync(planned.Remark, cancellationToken)).ToJson();
    }

    /// <inheritdoc/>
    public async Task<ExportProgress> GetProgressAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(stages);
        if (PreparedState.FromJson(preparation.ProviderState) is { BackupId: not null } existing)
        {
            return await FindAsync(existing, cancellationToken) is { } backup
                ? BackupProgress.Of(backup)
                : new ExportProgress(ProviderState.Failed, Fault: BackupProgress.Gone);
        }

        return PlannedIn(stages) is var (planned, receipt)
            ? await _watch.GetProgressAsync(planned, receipt, cancellationToken)
            : new ExportProgress(ProviderState.Idle);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExportedFile>> ListFilesAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(stages);
        var backup = await FindReadyAsync(preparation, stages, cancellationToken);
        var id = backup.BackupId!;
        var files = await _addresses.ListAsync(id, cancellationToken);
        if (files.Count == 0 || files.Count < await ExpectedAsync(preparation, id, files.Count, cancellationToken))
        {
            throw Incomplete(
                $"Tencent Cloud lists {files.Count} files of the backup, but the instance has {preparation.Database.Shards} shards and so "
                + "many files. Look at the backup in the console.");
        }

        return [.. files.Select((f, index) => new ExportedFile(
            f.Name,
            f.Size,
            $"{f.Name} in the backup {_api.Scrub(id)} of {_settings.InstanceId} ({_settings.Region})",
            index + 1,
            files.Count,
            Reference: id,
            Encrypted: backup.Encrypted == true))];
    }

    /// <inheritdoc/>
    public Task<OpenedFile> OpenFileAsync(ExportedFile file, FileRange range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Reference is not { } backup)
        {
            throw new ArgumentException("The file is none of this instance's.", nameof(file));
        }

        Uri? given = null;
        var source = new HttpFile(
            _http,
            new HttpFileOptions
            {
                Name = file.Name,
                GetUrl = async token => given = await _addresses.GetAsync(backup, file.Name, expired: null, token),
                GetFreshUrl = async token => given = await _addresses.GetAsync(backup, file.Name, given, token),
            },
            _time);
        return source.OpenAsync(range, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addresses.Dispose();
        _http.Dispose();
        _api.Dispose();
    }

    private async Task<RedisBackup> FindReadyAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        var backup = PreparedState.FromJson(preparation.ProviderState) is { BackupId: not null } existing
            ? await FindAsync(existing, cancellationToken)
            : PlannedIn(stages) is var (planned, receipt)
                ? await _catalogue.FindAsync(planned, receipt is not null, cancellationToken)
                : null;
        if (backup is not { BackupId.Length: > 0 })
        {
            throw Incomplete(
                "Tencent Cloud says that the backup is done, but does not list it. Look at the instance's backups in the console.");
        }

        return BackupProgress.Of(backup) switch
        {
            { State: ProviderState.Succeeded } => backup,
            { Fault: { } fault } => throw new ExportFaultException(fault),
            _ => throw new ExportFaultException(new ExportFault(
                FaultCodes.BackupStatusInvalid,
                "The backup is locked by another workflow, such as a restore or its deletion. Wait until that has ended.",
                Retry: true)),
        };
    }

    private Task<RedisBackup?> FindAsync(PreparedState existing, CancellationToken cancellationToken) =>
        _catalogue.FindAsync(existing.BackupId!, existing.StartedAt ?? _api.Now, cancellationToken);

    /// <summary>How many files there are to be. An older backup may be of a time when the instance had fewer shards than now.</summary>
    private async Task<int> ExpectedAsync(
        ExportPreparation preparation, string backupId, int found, CancellationToken cancellationToken)
    {
        var shards = preparation.Database.Shards;
        if (found >= shards || _settings.Backup.First)
        {
            return shards;
        }

        try
        {
            return (await _api.GetBackupDetailAsync(backupId, cancellationToken)).ShardNum ?? shards;
        }
        catch (ExportFaultException e) when (!e.Fault.Retry)
        {
            return shards;
        }
    }

    private static (PlannedBackup Planned, BackupReceipt? Receipt)? PlannedIn(IReadOnlyList<ExportStage> stages) =>
        stages is [.., { Intent: { } intent } stage]
            ? (PlannedBackup.FromJson(intent), stage.Receipt is { } receipt ? BackupReceipt.FromJson(receipt) : null)
            : null;

    private void ThrowIfNotRunning(RedisInstance instance)
    {
        if (instance.Status is -2 or -3)
        {
            throw new ExportFaultException(new ExportFault(
                FaultCodes.AccountRefused,
                $"The instance in {_settings.InstanceIdSetting} is isolated and about to be deleted; no backup of it can be made. Renew it in "
                + "the console."));
        }

        if (instance.Status is 0 or 1)
        {
            throw new ExportFaultException(new ExportFault(
                FaultCodes.DatabaseBusy, "The instance is in another workflow. Wait until that has ended.", Retry: true));
        }
    }

    private static ExportFaultException Incomplete(string message) =>
        new(new ExportFault(FaultCodes.Incomplete, message, Retry: true));
}
