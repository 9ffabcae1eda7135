using FunctionsExport.Emulators.Redis;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>
/// A database of the running emulator: its export state, its counters, and what a test can change meanwhile.
/// </summary>
internal sealed class ClusterDatabase : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ExportRunner _runner;
    private readonly TimeProvider _time;
    private readonly Action _changed;
    private ExportStatus _status;
    private double _endProgress;
    private string _failureReason = "";
    private DateTimeOffset? _lastExportTime;
    private DateTimeOffset _lastStamp;
    private bool _hiddenStart;
    private ExportRun? _run;
    private int _exportsAccepted;
    private int _exportRequests;
    private int _resetRequests;
    private int _reads;

    /// <param name="definition">The database's settings.</param>
    /// <param name="firstShardUid">Number of its first shard; the others follow.</param>
    /// <param name="pace">How long its exports take.</param>
    /// <param name="runner">Carries out exports.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Called when the cluster's state has changed.</param>
    public ClusterDatabase(
        EmulatedDatabase definition, int firstShardUid, Pace pace, ExportRunner runner, TimeProvider time, Action changed)
    {
        Definition = definition;
        Pace = pace;
        Modules = definition.Modules;
        _runner = runner;
        _time = time;
        _changed = changed;
        CreatedTime = time.GetUtcNow();
        var count = definition.Shards.Count;
        Shards = [.. definition.Shards.Select((address, index) => MakeShard(address, index, count, firstShardUid))];
    }

    public EmulatedDatabase Definition { get; }

    public IReadOnlyList<Shard> Shards { get; }

    public DateTimeOffset CreatedTime { get; }

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
                return new ExportState(_status, Progress(), _failureReason, _lastExportTime);
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
            if (_hiddenStart && Faults.TakeStaleSucceededRead())
            {
                return new ExportState(ExportStatus.Succeeded, 100, "", _run?.Before);
            }

            if (_hiddenStart && Faults.TakeIdleRead())
            {
                return new ExportState(ExportStatus.Idle, 0, "", _run?.Before);
            }

            _hiddenStart = false;
            return new ExportState(_status, Progress(), _failureReason, _lastExportTime);
        }
    }

    /// <summary>Starts an export; false when one runs.</summary>
    public bool TryStart(ExportLocation location)
    {
        lock (_lock)
        {
            if (_status == ExportStatus.Exporting || _stopping.IsCancellationRequested)
            {
                return false;
            }

            Interlocked.Increment(ref _exportsAccepted);
            var fault = Faults.TakeRun();
            if (fault.NeverStarts)
            {
                return true;
            }

            _hiddenStart = true;
            _status = ExportStatus.Exporting;
            _failureReason = "";
            var run = new ExportRun(location, fault, Pace, _time.GetTimestamp(), _lastExportTime);
            run.Completion = Task.Run(() => CarryOutAsync(run), CancellationToken.None);
            _run = run;
        }

        _changed();
        return true;
    }

    /// <summary>Sets the status to idle; false while an export runs.</summary>
    public bool TryReset()
    {
        lock (_lock)
        {
            if (_status == ExportStatus.Exporting)
            {
                return false;
            }

            _status = ExportStatus.Idle;
            _failureReason = "";
            _endProgress = 0;
        }

        _changed();
        return true;
    }

    /// <summary>Waits for the end of the export that runs; returns at once when none does.</summary>
    public Task WhenDoneAsync()
    {
        lock (_lock)
        {
            return _run?.Completion ?? Task.CompletedTask;
        }
    }

    /// <summary>A time in whole seconds, later than the last: what sets a run's file names apart.</summary>
    public async Task<DateTimeOffset> NextStampAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = _time.GetUtcNow();
            var stamp = WholeSeconds(now);
            if (stamp > _lastStamp)
            {
                return _lastStamp = stamp;
            }

            await Task.Delay(_lastStamp + Second - now, _time, cancellationToken);
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

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private double Progress()
    {
        if (_status != ExportStatus.Exporting || _run is null)
        {
            return _endProgress;
        }

        return ShownProgress ?? _run.Pace.ProgressAt(_time.GetElapsedTime(_run.Started), _run.Saved);
    }

    private async Task CarryOutAsync(ExportRun run)
    {
        var reason = await _runner.RunAsync(this, run, _stopping.Token);
        lock (_lock)
        {
            _endProgress = reason is null ? 100 : Progress();
            _status = reason is null ? ExportStatus.Succeeded : ExportStatus.Failed;
            _failureReason = reason ?? "";
            if (reason is null)
            {
                // Also the least that the next run's stamp must exceed: two runs never end at the same time, in seconds.
                _lastStamp = WholeSeconds(_time.GetUtcNow());
                _lastExportTime = _lastStamp;
            }
        }

        _changed();
    }
}
