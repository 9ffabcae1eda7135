using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.RedisEnterprise.Events;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>
/// A database of the running emulator: its export state, its counters, and what a test can change meanwhile.
/// </summary>
internal sealed class ClusterDatabase : IAsyncDisposable
{
    private const int RunsKept = 100;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly DatabaseHost _host;
    private readonly Queue<ExportRun> _runs = new();
    private ExportState _state = new(ExportStatus.Idle, 0, "", null);
    private bool _hiddenStart;
    private ExportRun? _run;
    private int _exportsAccepted;
    private int _exportRequests;
    private int _resetRequests;
    private int _reads;

    /// <param name="definition">The database's settings.</param>
    /// <param name="firstShardUid">Number of its first shard; the others follow.</param>
    /// <param name="pace">How long its exports take.</param>
    /// <param name="host">What it has of its cluster.</param>
    public ClusterDatabase(EmulatedDatabase definition, int firstShardUid, Pace pace, DatabaseHost host)
    {
        Definition = definition;
        Pace = pace;
        Modules = definition.Modules;
        _host = host;
        Stamps = new StampSequence(host.Time);
        CreatedTime = host.Time.GetUtcNow();
        var count = definition.Shards.Count;
        Shards = [.. definition.Shards.Select((address, index) => MakeShard(address, index, count, firstShardUid))];
    }

    public EmulatedDatabase Definition { get; }

    public IReadOnlyList<Shard> Shards { get; }

    public DateTimeOffset CreatedTime { get; }

    /// <summary>The stamps of its runs' files.</summary>
    public StampSequence Stamps { get; }

    public AnswerForms Answers => _host.Answers;

    /// <summary>What goes wrong.</summary>
    public DatabaseFaults Faults { get; } = new();

    /// <summary>How long exports that start from now on take.</summary>
    public Pace Pace { get; set; }

    /// <summary>The loaded modules.</summary>
    public IReadOnlyList<EmulatedModule> Modules { get; set; }

    /// <summary>
    /// While true, an export stays <c>exporting</c> before it puts any file at the location, whatever its pace.
    /// </summary>
    public bool Hold { get; set; }

    /// <summary>The progress that a running export shows while set, 0 to 99.9; null for that of its pace.</summary>
    public double? ShownProgress { get; set; }

    /// <summary>Whether a scheduled backup runs.</summary>
    public bool BackupRunning { get; set; }

    /// <summary>The last exports, from the oldest, at most 100.</summary>
    public IReadOnlyList<ExportRun> Runs
    {
        get
        {
            lock (_lock)
            {
                return [.. _runs];
            }
        }
    }

    /// <summary>How many exports were accepted, also those whose answer was lost.</summary>
    public int ExportsAccepted => Volatile.Read(ref _exportsAccepted);

    /// <summary>How many export requests came, with right credentials, whatever became of them.</summary>
    public int ExportRequests => Volatile.Read(ref _exportRequests);

    /// <summary>How many requests to reset the status came.</summary>
    public int ResetRequests => Volatile.Read(ref _resetRequests);

    /// <summary>How many GET requests of this database came.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>The state now, without the faults of reads.</summary>
    public ExportState State
    {
        get
        {
            lock (_lock)
            {
                return Current();
            }
        }
    }

    public bool CanBeExported => Modules.All(module => module.CanBeExported);

    public void Count(RequestKind kind)
    {
        switch (kind)
        {
            case RequestKind.Export:
                Interlocked.Increment(ref _exportRequests);
                break;
            case RequestKind.Reset:
                Interlocked.Increment(ref _resetRequests);
                break;
            default:
                Interlocked.Increment(ref _reads);
                break;
        }
    }

    /// <summary>The state as a read shows it, which may be late.</summary>
    public ExportState Read()
    {
        lock (_lock)
        {
            var seconds = _hiddenStart && _run is not null ? _host.Time.GetElapsedTime(_run.Started).TotalSeconds : 0;
            var before = _run?.Before.LastExportTime;
            if (_hiddenStart && (seconds < Answers.StaleSucceededSeconds || Faults.TakeStaleSucceededRead()))
            {
                return new ExportState(ExportStatus.Succeeded, 100, "", before);
            }

            if (_hiddenStart && Faults.TakeIdleRead())
            {
                return new ExportState(ExportStatus.Idle, 0, "", before);
            }

            if (_hiddenStart && seconds < Answers.StartDelaySeconds)
            {
                return _run!.Before;
            }

            _hiddenStart = false;
            return Current();
        }
    }

    /// <summary>Starts an export; null when one runs.</summary>
    public ExportRun? TryStart(ExportLocation location)
    {
        ExportRun run;
        lock (_lock)
        {
            if (_state.Status == ExportStatus.Exporting || _run is { Outcome: null }
                || _stopping.IsCancellationRequested)
            {
                return null;
            }

            Interlocked.Increment(ref _exportsAccepted);
            run = new ExportRun(location, Faults.TakeRun(), Pace, _state, _host.Time);
            if (run.Fault.NeverStarts)
            {
                return run;
            }

            _hiddenStart = true;
            _state = _state with { Status = ExportStatus.Exporting, Progress = 0, FailureReason = "", AfterReset = false };
            _run = run;
            Keep(run);
            Tell(EventLog.Started);
            run.Completion = Task.Run(() => CarryOutAsync(run), CancellationToken.None);
        }

        return run;
    }

    /// <summary>Sets the status to idle; false when that is refused because an export runs.</summary>
    public bool TryReset()
    {
        lock (_lock)
        {
            if (_state.Status == ExportStatus.Exporting && Answers.ResetWhileExporting != ResetWhileExporting.Resets)
            {
                return Answers.ResetWhileExporting == ResetWhileExporting.Ignored;
            }

            BecomeIdle();
        }

        _host.Changed();
        return true;
    }

    /// <summary>Ends the export that runs and makes the database idle, as a fail-over that loses its status does.</summary>
    public async Task LoseStatusAsync()
    {
        ExportRun? run;
        lock (_lock)
        {
            run = _run;
            BecomeIdle();
        }

        if (run is not null)
        {
            await run.Abandon.CancelAsync();
            await run.Completion;
        }

        _host.Changed();
    }

    /// <summary>Waits for the end of the export that runs; returns at once when none does.</summary>
    public Task WhenDoneAsync()
    {
        lock (_lock)
        {
            return _run?.Completion ?? Task.CompletedTask;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await WhenDoneAsync();
        _stopping.Dispose();
    }

    private static Shard MakeShard(RedisAddress address, int index, int count, int firstUid)
    {
        var (first, last) = HashSlot.OfShard(index, count);
        return new Shard(index + 1, firstUid + index, first, last, address);
    }

    private ExportState Current() => _state.Status == ExportStatus.Exporting && _run is { } run
        ? _state with { Progress = ShownProgress ?? run.Pace.ProgressAt(_host.Time.GetElapsedTime(run.Started), run.Saved) }
        : _state;

    private void BecomeIdle() =>
        _state = new ExportState(ExportStatus.Idle, 0, "", _state.LastExportTime, AfterReset: true);

    private void Keep(ExportRun run)
    {
        if (_runs.Count == RunsKept)
        {
            _runs.Dequeue();
        }

        _runs.Enqueue(run);
    }

    private void Tell(string eventType)
    {
        _host.Events.Add(eventType, Definition.Uid, Definition.Name);
        _host.Changed();
    }

    private async Task CarryOutAsync(ExportRun run)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, run.Abandon.Token);
        var reason = await _host.Runner.RunAsync(this, run, stop.Token);
        lock (_lock)
        {
            run.Outcome = OutcomeOf(run, reason);

            // A status that was reset or lost meanwhile stays so.
            if (_state.Status == ExportStatus.Exporting)
            {
                _state = run.Outcome;
            }

            if (run.Outcome.Status != ExportStatus.Idle)
            {
                Tell(reason is null ? EventLog.Succeeded : EventLog.Failed);
            }
        }
    }

    private ExportState OutcomeOf(ExportRun run, string? reason)
    {
        if (run.Fault.LosesStatus || run.Abandon.IsCancellationRequested)
        {
            return new ExportState(ExportStatus.Idle, 0, "", run.Before.LastExportTime);
        }

        return reason is null
            ? new ExportState(ExportStatus.Succeeded, 100, "", Stamps.End())
            : new ExportState(
                ExportStatus.Failed, run.Fault.AtPercent ?? Current().Progress, reason, run.Before.LastExportTime);
    }
}
