using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentCrs.Api;
using FunctionsExport.Providers.TencentCrs.Backups;
using FunctionsExport.Providers.TencentCrs.Flow;
using FunctionsExport.Providers.TencentCrs.Settings;

namespace FunctionsExport.Providers.TencentCrs;

/// <summary>Exports one Tencent Cloud Redis instance through API v2: a backup of it is exported, and its file downloaded.</summary>
internal sealed class TencentCrsProvider : IExportProvider, IDisposable
{
    private readonly TencentCrsSettings _settings;
    private readonly CrsClient _api;
    private readonly BackupPlans _plans;
    private readonly StageStarts _starts;
    private readonly StageProgress _progress;
    private readonly BackupDownloads _downloads;

    /// <param name="settings">The source.</param>
    /// <param name="api">The calls; disposed with the provider.</param>
    /// <param name="time">The clock.</param>
    /// <param name="nextNonce">Random numbers above 0.</param>
    public TencentCrsProvider(TencentCrsSettings settings, CrsClient api, TimeProvider time, Func<long> nextNonce)
    {
        var faults = new BackupFaults(settings);
        _settings = settings;
        _api = api;
        _plans = new BackupPlans(api, settings, faults, nextNonce);
        _starts = new StageStarts(api, faults);
        _progress = new StageProgress(api, faults);
        _downloads = new BackupDownloads(api, settings, faults, time);
        Database = InstanceIdentity.Of(settings.Region, settings.RedisId);
    }

    /// <inheritdoc/>
    public DatabaseIdentity Database { get; }

    /// <inheritdoc/>
    public string Destination => _settings.Network == DownloadNetwork.Intranet
        ? "a backup at Tencent Cloud, downloaded over its own network"
        : "a backup at Tencent Cloud, downloaded over the internet";

    /// <inheritdoc/>
    public async Task<ExportPreparation> PrepareAsync(PlannedExport planned, CancellationToken cancellationToken)
    {
        var instance = await _api.FindInstanceAsync(cancellationToken)
            ?? throw new ExportFaultException(new ExportFault(
                FaultCodes.DatabaseNotFound,
                $"Tencent Cloud lists no such instance in this region. Check {_settings.RedisIdSetting} and {_settings.RegionSetting}, and "
                + "that the account may see it."));
        if (instance.IsIsolated && _settings.Backup.First)
        {
            throw new ExportFaultException(new ExportFault(
                FaultCodes.AccountRefused,
                "The instance is isolated, as one is that was not paid, and cannot be backed up. Renew it in the console."));
        }

        // API v2 makes one file of an instance, whatever its shards.
        var summary = new DatabaseSummary(instance.Id, instance.Name, Version: null, instance.MemoryMiB * 1024 * 1024, Shards: 1);
        return new ExportPreparation(summary, new PreparedState(instance.IsCluster).ToJson());
    }

    /// <inheritdoc/>
    public async Task<string?> PlanAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(stages);
        var intent = await _plans.NextAsync(PreparedState.FromJson(preparation.ProviderState), stages, cancellationToken);
        return intent.ToJson();
    }

    /// <inheritdoc/>
    public async Task<string> StartAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return (await _starts.StartAsync(IntentOf(stages), cancellationToken)).ToJson();
    }

    /// <inheritdoc/>
    public async Task<ExportProgress> GetProgressAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return stages.Count == 0
            ? new ExportProgress(ProviderState.Idle)
            : await _progress.ReadAsync(IntentOf(stages), StageReceipt.Of(stages[^1]), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExportedFile>> ListFilesAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return _downloads.ListAsync(IntentOf(stages).BackupId!, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<OpenedFile> OpenFileAsync(ExportedFile file, FileRange range, CancellationToken cancellationToken) =>
        _downloads.OpenAsync(file, range, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _downloads.Dispose();
        _api.Dispose();
    }

    private static StageIntent IntentOf(IReadOnlyList<ExportStage> stages) => StageIntent.Of(stages.Count == 0 ? null : stages[^1])
        ?? throw new InvalidOperationException("The stage has no intent of this provider's.");
}
