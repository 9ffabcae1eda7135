using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;

namespace FunctionsExport.Orchestration;

/// <summary>
/// One export from its reserved database to its manifest. Faults travel as <see cref="ExportFaultException"/> to
/// <see cref="RunAsync"/>, which turns them into the outcome; the database is given free in every one.
/// </summary>
internal sealed class ExportRun
{
    private const int LocateAttempts = 4;
    private const int FetchAttempts = 5;
    private const int RemoveAttempts = 3;

    // No provider has more than two; a provider that asks for more and more is broken.
    private const int MaxStages = 8;

    private readonly TaskOrchestrationContext _context;
    private readonly ExportRequest _request;
    private readonly ExportStep _step;
    private readonly CancelSignal _cancel;
    private readonly PersistentCall _calls;
    private readonly List<ManifestPhase> _phases = [];
    private ExportStatus _status = new(ExportState.Queued);
    private DateTimeOffset? _stageStartedAt;
    private DatabaseSummary? _database;
    private IReadOnlyList<ManifestFile> _files = [];
    private IReadOnlyList<ExportedFile> _located = [];
    private bool _providerMayExport;
    private int _retries;

    public ExportRun(TaskOrchestrationContext context, ExportRequest request)
    {
        _context = context;
        _request = request;
        _step = new ExportStep(context.InstanceId, request.Source, request.Deadline);
        _cancel = new CancelSignal(context);
        _phases.Add(new ManifestPhase(ExportState.Queued, Now));
        _calls = new PersistentCall(context, _cancel, request.Deadline, (code, attempts, nextTry) =>
        {
            _retries++;
            Report(_status with { Reason = $"trying again: {code}", Attempts = attempts, NextCheckAt = nextTry });
        });
    }

    private DateTimeOffset Now => new(_context.CurrentUtcDateTime, TimeSpan.Zero);

    public async Task<ExportOutcome> RunAsync()
    {
        if (_request.Trigger == ExportRequest.Schedule && await ReserveAsync() is { } busy)
        {
            return await LeaveAsync(busy);
        }

        Report(_status with { State = ExportState.Starting, Reason = "reserving the database" });
        var acquired = await Call.ActivityAsync<bool>(_context, nameof(AcquireDatabase), _step);
        if (acquired.Fault?.Code == FaultCodes.Superseded)
        {
            return await LeaveAsync(acquired.Fault);
        }

        var outcome = await RecordAsync(acquired.Fault ?? await ExportAsync());
        if (_providerMayExport)
        {
            await DrainAsync(outcome.Manifest);
        }

        await RemoveFetchedAsync(outcome);
        return await FinishAsync(outcome);
    }

    /// <summary>Waits for the database; an export that a client has asked for was given it before it was scheduled.</summary>
    /// <returns>Why it was not to be had by the deadline; null when it is reserved.</returns>
    private async Task<ExportFault?> ReserveAsync()
    {
        try
        {
            Report(_status with { Reason = "waiting for the database" });
            await _calls.ActivityAsync<bool>(nameof(ReserveDatabase), _step);
            return null;
        }
        catch (ExportFaultException e)
        {
            return e.Fault;
        }
    }

    /// <summary>Ends an export that never had its database. Only its own folder and records are touched: the lock is another's.</summary>
    private async Task<ExportOutcome> LeaveAsync(ExportFault fault) => await FinishAsync(await RecordAsync(fault));

    /// <summary>
    /// Gives the database free. Not that of an export that could not be recorded: its lock and its records have the reconciler find it
    /// and write its manifest. The next export need not wait for that, because a lock whose owner has ended is taken over.
    /// </summary>
    private async Task<ExportOutcome> FinishAsync(ExportOutcome outcome)
    {
        if (outcome.ManifestBlob is not null)
        {
            await Call.ActivityAsync<bool>(_context, nameof(ReleaseDatabase), _step);
        }

        return outcome;
    }

    /// <returns>The fault that ended the export; null when it succeeded.</returns>
    private async Task<ExportFault?> ExportAsync()
    {
        try
        {
            Report(_status with { Reason = "preparing the database" });
            _database = await _calls.ActivityAsync<DatabaseSummary>(nameof(PrepareExport), _step);
            await ExportAtProviderAsync();
            var files = await LocateAsync();
            if (_request.Fetch)
            {
                await FetchAsync(files);
            }

            Report(_status with { State = ExportState.Verifying, Reason = "writing the manifest" });
            return null;
        }
        catch (ExportFaultException e)
        {
            return e.Fault;
        }
    }

    /// <summary>Has the provider export: a request and a watch, and again while the provider has more to be started.</summary>
    private async Task ExportAtProviderAsync()
    {
        for (var stage = 1; ; stage++)
        {
            await StartAsync(stage);
            if (!await WatchAsync(stage))
            {
                return;
            }

            if (stage == MaxStages)
            {
                throw new ExportFaultException(new ExportFault(
                    FaultCodes.Internal, "The provider's export did not come to an end; this is a fault of this app."));
            }
        }
    }

    private async Task StartAsync(int stage)
    {
        Report(_status with { Reason = "asking the provider to export", Attempts = 0, NextCheckAt = null });
        _cancel.ThrowIfReceived();
        _providerMayExport = true;
        try
        {
            await _calls.ActivityAsync<StartOutcome>(
                nameof(StartExport), new StartStep(_context.InstanceId, _request.Source, _request.Deadline, stage));
        }
        catch (ExportFaultException e) when (e.Fault.Code is not FaultCodes.Cancelled and not FaultCodes.Internal)
        {
            // The provider has answered no, or was never reached.
            _providerMayExport = false;
            throw;
        }
    }

    /// <returns>Whether another stage follows.</returns>
    private async Task<bool> WatchAsync(int stage)
    {
        // The watch's start and an event to it must not leave in one turn: they may arrive in either order.
        _cancel.ThrowIfReceived();
        _stageStartedAt = Now;
        Report(new ExportStatus(ExportState.Exporting, StartedAt: _status.StartedAt ?? Now, Stage: stage));
        var id = OrchestrationNames.MonitorOf(_context.InstanceId, stage);
        var watch = Call.MonitorAsync(_context, id, MonitorRequest(drain: false));
        if (await Task.WhenAny(watch, _cancel.Received) != watch)
        {
            _context.SendEvent(id, OrchestrationNames.CancelEvent, _cancel.Reason);
        }

        var result = await watch;
        _providerMayExport = result.Fault?.Code
            is FaultCodes.Cancelled or FaultCodes.DeadlineExceeded or FaultCodes.Internal;
        return result.Fault is null ? result.NextStage : throw new ExportFaultException(result.Fault);
    }

    private async Task<IReadOnlyList<ExportedFile>> LocateAsync()
    {
        Report(_status with
        {
            State = _request.Fetch ? ExportState.Fetching : ExportState.Verifying,
            Reason = "looking for the files",
            ExportedAt = Now,
        });
        var files = await _calls.ActivityAsync<IReadOnlyList<ExportedFile>>(nameof(LocateFiles), _step, LocateAttempts);
        _located = files;
        _files = [.. files.Select(f => FileOf(f, fetched: null))];
        var bytes = files.All(f => f.Size is not null) ? files.Sum(f => f.Size) : null;
        Report(_status with { Reason = null, Attempts = 0, FilesTotal = files.Count, BytesTotal = bytes });
        return files;
    }

    /// <summary>Fetches the files, a few at a time. After the first fault no further one is begun, and those begun are awaited.</summary>
    private async Task FetchAsync(IReadOnlyList<ExportedFile> files)
    {
        var waiting = new Queue<ExportedFile>(files);
        var running = new List<Task<ManifestFile>>();
        ExportFaultException? fault = null;
        while (running.Count > 0 || (waiting.Count > 0 && fault is null))
        {
            while (running.Count < _request.FetchParallelism && waiting.Count > 0 && fault is null)
            {
                running.Add(FetchOneAsync(waiting.Dequeue()));
            }

            var done = await Task.WhenAny(running);
            running.Remove(done);
            try
            {
                var fetched = await done;
                _files = [.. _files.Select(f => f.Part == fetched.Part ? fetched : f)];
                Report(_status with { Reason = null, Attempts = 0, NextCheckAt = null, FilesDone = _status.FilesDone + 1 });
            }
            catch (ExportFaultException e)
            {
                fault ??= e;
            }
        }

        if (fault is not null)
        {
            throw fault;
        }
    }

    private async Task<ManifestFile> FetchOneAsync(ExportedFile file)
    {
        var input = new FetchStep(_context.InstanceId, _request.Source, file, _request.Deadline);
        return FileOf(file, await _calls.ActivityAsync<FetchedFile>(nameof(FetchFile), input, FetchAttempts));
    }

    /// <summary>Writes the manifest of what happened. A success that cannot be recorded is none.</summary>
    private async Task<ExportOutcome> RecordAsync(ExportFault? fault)
    {
        if (fault is not null && _request.Fetch && _files.Count > 0)
        {
            await DiscardAsync();
        }

        var manifest = ManifestOf(FinalStateOf(fault), fault);
        var written = await Call.ActivityAsync<Manifest>(_context, nameof(WriteManifest), manifest);
        if (written.Fault is not null && manifest.State == ExportState.Succeeded)
        {
            (manifest, written) = await RecordUnrecordedAsync(written.Fault);
        }

        return written.Fault is null
            ? new ExportOutcome(written.Value!, ExportId.Parse(_context.InstanceId)!.ManifestName)
            : new ExportOutcome(manifest, ManifestBlob: null);
    }

    /// <summary>
    /// Records that success could not be recorded. A late run of that activity may still record it, so what was fetched goes only once
    /// this manifest is the one that is there.
    /// </summary>
    private async Task<(Manifest Manifest, StepResult<Manifest> Written)> RecordUnrecordedAsync(ExportFault fault)
    {
        var isFetched = _request.Fetch && _files.Count > 0;
        if (isFetched)
        {
            _files = [.. _files.Select(f => f.Discarded())];
        }

        var manifest = ManifestOf(ExportState.Failed, fault);
        var written = await Call.ActivityAsync<Manifest>(_context, nameof(WriteManifest), manifest);
        if (isFetched && written.Value is { State: not ExportState.Succeeded })
        {
            await Call.ActivityAsync<bool>(_context, nameof(DiscardFiles), _step);
        }

        return (manifest, written);
    }

    /// <summary>Removes what was fetched of an export that is none. Where that cannot be done the manifest still names it.</summary>
    private async Task DiscardAsync()
    {
        var discarded = await Call.ActivityAsync<bool>(_context, nameof(DiscardFiles), _step);
        if (discarded.Fault is null)
        {
            _files = [.. _files.Select(f => f.Discarded())];
        }
    }

    /// <summary>
    /// Keeps the database until the provider is idle again: its export cannot be stopped from here, and a new one must not be
    /// started while it runs.
    /// </summary>
    private async Task DrainAsync(Manifest manifest)
    {
        Report(_status with
        {
            State = manifest.State,
            Reason = $"{manifest.Reason} The provider's own export cannot be stopped; the database stays reserved until it has ended, "
                + "at most until the deadline.",
            NextCheckAt = null,
        });
        await Call.MonitorAsync(_context, OrchestrationNames.DrainOf(_context.InstanceId), MonitorRequest(drain: true));
    }

    /// <summary>Has the location's files removed, where the source wants that. What goes wrong there changes no outcome.</summary>
    private async Task RemoveFetchedAsync(ExportOutcome outcome)
    {
        if (_request.RemoveAfterFetch && outcome is { ManifestBlob: not null, Manifest.State: ExportState.Succeeded })
        {
            var input = new RemoveStep(_context.InstanceId, _request.Source, _located);
            for (var attempt = 1; attempt <= RemoveAttempts; attempt++)
            {
                var removed = await Call.ActivityAsync<int?>(_context, nameof(RemoveFetchedFiles), input);
                if (removed.Fault is not { Retry: true } fault || attempt == RemoveAttempts)
                {
                    return;
                }

                await _context.CreateTimer(
                    _context.CurrentUtcDateTime + RetryDelay.After(attempt, fault.RetryAfter), CancellationToken.None);
            }
        }
    }

    private ExportState FinalStateOf(ExportFault? fault) => fault?.Code switch
    {
        null => ExportState.Succeeded,
        FaultCodes.Cancelled => ExportState.Cancelled,
        FaultCodes.DatabaseBusy when _request.Trigger == ExportRequest.Schedule
            && ExportStateTransitions.IsValid(_status.State, ExportState.Skipped) => ExportState.Skipped,
        _ => ExportState.Failed,
    };

    private MonitorRequest MonitorRequest(bool drain) => new(
        _context.InstanceId, _request.Source, _request.Deadline, _request.StartGrace, drain, PollingState.At(_stageStartedAt ?? Now));

    private void Report(ExportStatus status)
    {
        if (!ExportStateTransitions.IsValid(_status.State, status.State))
        {
            throw new InvalidOperationException($"An export cannot go from {_status.State} to {status.State}.");
        }

        if (status.State != _status.State)
        {
            _phases.Add(new ManifestPhase(status.State, Now));
        }

        _status = status;
        _context.SetCustomStatus(status);
    }

    private static ManifestFile FileOf(ExportedFile file, FetchedFile? fetched) => new(
        file.Name,
        fetched?.Size ?? file.Size,
        file.Part,
        file.Parts,
        file.Slots,
        file.Location,
        fetched?.Blob,
        fetched?.Sha256,
        fetched?.Crc64,
        fetched?.Proof ?? Rdb.Proof.None,
        fetched?.Checks ?? [],
        fetched?.Rdb,
        file.Encrypted);

    private Manifest ManifestOf(ExportState state, ExportFault? fault) => new()
    {
        Id = _context.InstanceId,
        Source = _request.Source,
        Provider = _request.Provider,
        State = state,
        Reason = fault?.Message,
        Trigger = _request.Trigger,
        Fetch = _request.Fetch,
        AppVersion = _request.AppVersion,
        RequestedAt = _request.RequestedAt,
        StartedAt = _status.StartedAt,
        ExportedAt = _status.ExportedAt,
        EndedAt = Now,
        Phases = [.. _phases],
        Retries = _retries,
        Deadline = _request.Deadline,
        Database = _database,
        Files = _files,
        Failure = fault is null || state == ExportState.Cancelled ? null : fault,
    };
}
