using System.Globalization;
using System.Text.Json;
using FunctionsExport.Providers.RedisEnterprise.Api;
using FunctionsExport.Providers.RedisEnterprise.Files;
using FunctionsExport.Providers.RedisEnterprise.Locations;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>Exports one database of a Redis Enterprise Software cluster through the cluster's REST API.</summary>
internal sealed class RedisEnterpriseProvider : IExportProvider, IDisposable
{
    private const string NoDetails = "{}";

    // Less than the app waits for a start (90 s), so that it learns that nothing was sent.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(85);

    private readonly RedisEnterpriseSettings _settings;
    private readonly ClusterIdentities _clusters;
    private readonly ClusterClient _cluster;
    private readonly TimeProvider _time;

    public RedisEnterpriseProvider(
        RedisEnterpriseSettings settings, ClusterIdentities clusters, ClusterClient cluster, TimeProvider time)
    {
        _settings = settings;
        _clusters = clusters;
        _cluster = cluster;
        _time = time;
    }

    /// <inheritdoc/>
    public DatabaseIdentity Database => new(
        RedisEnterpriseProviderFactory.ProviderName,
        _clusters.Of(_settings),
        _settings.DatabaseId.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public string Destination => _settings.Location.Description;

    /// <inheritdoc/>
    public string? FetchObstacle => _settings.Location.FetchObstacle;

    /// <inheritdoc/>
    public bool VerifiesInPlace => _settings.Location.VerifiesInPlace;

    /// <inheritdoc/>
    public bool RemovesAfterFetch => _settings.Location.RemovesAfterFetch;

    /// <inheritdoc/>
    public async Task<ExportPreparation> PrepareAsync(PlannedExport planned, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(planned);
        var database = await _cluster.GetDatabaseAsync(cancellationToken);
        ThrowIfExporting(database.Export);

        // Listed before the reset: when the location cannot be read the old status stays for whoever looks.
        var folder = _settings.Location.FolderOf(planned.Id);
        var files = await ListAsync(folder, cancellationToken);
        await _cluster.ResetExportStatusAsync(database.Modules, cancellationToken);
        var reset = await WaitForResetAsync(cancellationToken);
        if (!ExportProgressReading.SameTime(reset.LastExportTime, database.Export.LastExportTime))
        {
            throw OtherExportEnded();
        }

        var statistics = await _cluster.FindStatisticsAsync(cancellationToken);
        var actions = await _cluster.FindExportActionsAsync(cancellationToken);
        var state = PreparedState.Create(reset.LastExportTime, files, actions) with
        {
            Folder = folder,
            Deadline = folder is null ? null : planned.Deadline,
        };
        return new ExportPreparation(
            database.Summary with { UsedMemoryBytes = statistics?.UsedMemoryBytes, Keys = statistics?.Keys }, state.ToJson());
    }

    /// <inheritdoc/>
    /// <remarks>There is one stage; what a lost answer is told by is in the preparation.</remarks>
    public Task<string?> PlanAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(NoDetails);

    /// <inheritdoc/>
    public async Task<string> StartAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        var begun = _time.GetTimestamp();
        var before = PreparedState.FromJson(preparation.ProviderState);
        var database = await ReadBeforeStartAsync(cancellationToken);
        ThrowIfExporting(database.Export);

        // What another export has left since would be taken for the outcome of this one.
        if (!database.Export.IsIdle || !ExportProgressReading.SameTime(database.Export.LastExportTime, before.LastExportTime))
        {
            throw OtherExportEnded();
        }

        var patience = StartLimit - _time.GetElapsedTime(begun) - _settings.RequestTimeout;
        var body = await BeforeSending.RunAsync(token => CreateRequestAsync(before, token), patience, _time, cancellationToken);
        await _cluster.StartExportAsync(body, database.Modules, cancellationToken);
        return NoDetails;
    }

    /// <inheritdoc/>
    public async Task<ExportProgress> GetProgressAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        var before = PreparedState.FromJson(preparation.ProviderState);
        var status = await _cluster.GetExportStatusAsync(cancellationToken);
        var state = ExportProgressReading.StateOf(status, before.LastExportTime) ?? throw UnknownStatus(status);
        var action = before.ActionsBefore is not null && ExportProgressReading.NeedsAction(state, status)
            ? before.NewestOf(await _cluster.FindExportActionsAsync(cancellationToken))
            : null;
        var (told, percent) = ExportProgressReading.Of(state, status, action);
        return told switch
        {
            ProviderState.Failed => new ExportProgress(
                told,
                percent,
                FailureReasons.FaultOf(
                    _cluster.Scrub(status.FailureReason), _cluster.Scrub(action?.Error), _settings.Location)),
            _ => new ExportProgress(told, percent),
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExportedFile>> ListFilesAsync(
        ExportPreparation preparation, IReadOnlyList<ExportStage> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        var before = PreparedState.FromJson(preparation.ProviderState);
        if (FetchObstacle is not null)
        {
            return UnseenFiles.Of(preparation.Database, before.Folder, _settings.Location);
        }

        var found = await ListAsync(before.Folder, cancellationToken);
        var (files, problem) = ExportedFileSet.Select(found.Where(before.IsNew), preparation.Database.Shards);
        if (problem is not null)
        {
            throw new ExportFaultException(new ExportFault(
                FaultCodes.Incomplete,
                $"The cluster says that the export succeeded, but at the export location {problem}. "
                + _settings.Location.UnseenRemedy,
                Retry: true));
        }

        var located = await _settings.Location.IdentifyAsync([.. files.Select(f => f.Located)], cancellationToken);
        return [.. files.Zip(located, (f, l) => new ExportedFile(
            f.Name,
            f.Size,
            _settings.Location.Describe(l.Folder, f.Name),
            f.Parsed.Part,
            f.Parsed.Parts,
            f.Parsed.Slots,
            FileReference.Of(l)))];
    }

    /// <inheritdoc/>
    public Task<OpenedFile> OpenFileAsync(ExportedFile file, FileRange range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(range);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset, nameof(range));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Offset, file.Size ?? 0, nameof(range));
        return _settings.Location.OpenAsync(OurFile(file), range, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveFileAsync(ExportedFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return RemovesAfterFetch
            ? _settings.Location.RemoveAsync(OurFile(file), cancellationToken)
            : throw new NotSupportedException("The source's settings do not have files removed.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cluster.Dispose();
        (_settings.Location as IDisposable)?.Dispose();
    }

    private ExportFaultException UnknownStatus(ExportStatus status) => new(new ExportFault(
        FaultCodes.UnexpectedAnswer,
        "The cluster reports an export status that this version of the app does not know. Look at the export in the cluster's own "
        + "interface, and upgrade this app.",
        ProviderCode: _cluster.Scrub(status.Status)));

    private async Task<ClusterDatabase> ReadBeforeStartAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _cluster.GetDatabaseAsync(cancellationToken);
        }
        catch (ExportFaultException e) when (e.Fate == RequestFate.Unanswered)
        {
            // The fate is that of the request to start, which has not been made.
            throw new ExportFaultException(e.Fault, RequestFate.NotSent, e);
        }
    }

    private async Task<ExportStatus> WaitForResetAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Read whole, as before the reset: whether a filter always gives last_export_time is not documented.
            var status = (await _cluster.GetDatabaseAsync(cancellationToken)).Export;
            ThrowIfExporting(status);
            if (status.IsIdle && status.FailureReason is null)
            {
                return status;
            }

            if (attempt == ResetWait.Attempts)
            {
                throw new ExportFaultException(new ExportFault(
                    FaultCodes.Unavailable,
                    "The cluster accepted to reset the export status, but still shows the old one. Check the health of its nodes "
                    + "if that goes on.",
                    Retry: true));
            }

            await Task.Delay(ResetWait.After(attempt), _time, cancellationToken);
        }
    }

    private async Task<List<FoundFile>> ListAsync(string? folder, CancellationToken cancellationToken)
    {
        var files = new List<FoundFile>();
        if (FetchObstacle is not null)
        {
            return files;
        }

        foreach (var file in await _settings.Location.ListAsync(folder, cancellationToken))
        {
            if (IsOurs(file.Name, out var parsed))
            {
                files.Add(new FoundFile(file.Name, file.Size, parsed) { Located = file });
            }
        }

        return files;
    }

    private bool IsOurs(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RedisEnterpriseFileName? parsed) =>
        RedisEnterpriseFileName.TryParse(name, out parsed) && parsed.DatabaseUid == _settings.DatabaseId;

    private LocatedFile OurFile(ExportedFile file) => IsOurs(file.Name, out _)
        ? FileReference.Resolve(file)
        : throw new ArgumentException("The file is none of this database's.", nameof(file));

    private async Task<byte[]> CreateRequestAsync(PreparedState before, CancellationToken cancellationToken)
    {
        var location = await _settings.Location.CreateRequestAsync(
            before.Folder, before.Deadline ?? _time.GetUtcNow(), cancellationToken);
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("export_location");
            location.WriteTo(writer);
            if (_settings.EmailNotification)
            {
                writer.WriteBoolean("email_notification", true);
            }

            writer.WriteEndObject();
        }

        return body.ToArray();
    }

    private static void ThrowIfExporting(ExportStatus status)
    {
        if (status.IsExporting)
        {
            throw new ExportFaultException(new ExportFault(
                FaultCodes.DatabaseBusy, "Another export of the database runs. Wait until that has ended.", Retry: true));
        }
    }

    private static ExportFaultException OtherExportEnded() => new(new ExportFault(
        FaultCodes.DatabaseBusy,
        "Another export of the database has ended since this one was prepared. Prepare it again.",
        Retry: true));
}
