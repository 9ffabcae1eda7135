namespace FunctionsExport.Emulators.RedisEnterprise.Faults;

/// <summary>
/// What goes wrong with one database: set before or while the emulator runs, used up as it says. Safe for threads.
/// </summary>
internal sealed class DatabaseFaults
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RequestKind, Queue<PlannedAnswer>> _answers = [];
    private readonly Queue<RunFault> _runs = new();
    private int _dropsBeforeAccepting;
    private int _dropsAfterAccepting;
    private int _busyAnswers;
    private int _staleSucceededReads;
    private int _idleReads;

    /// <summary>So many export requests lose their connection before anything is started.</summary>
    public int DropsBeforeAccepting
    {
        get => Volatile.Read(ref _dropsBeforeAccepting);
        set => Volatile.Write(ref _dropsBeforeAccepting, value);
    }

    /// <summary>So many export requests are accepted and lose their connection before the answer.</summary>
    public int DropsAfterAccepting
    {
        get => Volatile.Read(ref _dropsAfterAccepting);
        set => Volatile.Write(ref _dropsAfterAccepting, value);
    }

    /// <summary>So many export requests are answered 409, as while the database is busy with something else.</summary>
    public int BusyAnswers
    {
        get => Volatile.Read(ref _busyAnswers);
        set => Volatile.Write(ref _busyAnswers, value);
    }

    /// <summary>
    /// After an export is accepted, so many reads still show <c>succeeded</c>, 100 and the <c>last_export_time</c> of
    /// before. Once for each time it is set.
    /// </summary>
    public int StaleSucceededReads
    {
        get => Volatile.Read(ref _staleSucceededReads);
        set => Volatile.Write(ref _staleSucceededReads, value);
    }

    /// <summary>After an export is accepted, so many reads still show idle. Once for each time it is set.</summary>
    public int IdleReads
    {
        get => Volatile.Read(ref _idleReads);
        set => Volatile.Write(ref _idleReads, value);
    }

    /// <summary>Whether <c>export_progress</c> is a string, such as <c>"50"</c>.</summary>
    public bool ProgressAsText { get; set; }

    /// <summary>The database is busy with something else: export and reset are answered 409 until it is set back.</summary>
    public bool Busy { get; set; }

    /// <summary>How long every answer of this database is held back.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>Answers the next requests of a kind with a status, without doing what they ask.</summary>
    public void Answer(RequestKind kind, int status, int times = 1, TimeSpan? retryAfter = null)
    {
        lock (_lock)
        {
            if (!_answers.TryGetValue(kind, out var queue))
            {
                _answers[kind] = queue = new Queue<PlannedAnswer>();
            }

            for (var i = 0; i < times; i++)
            {
                queue.Enqueue(new PlannedAnswer(status, retryAfter));
            }
        }
    }

    /// <summary>Lets the next accepted export, or the one after those planned already, go wrong.</summary>
    public void NextRun(RunFault fault)
    {
        lock (_lock)
        {
            _runs.Enqueue(fault);
        }
    }

    public PlannedAnswer? TakeAnswer(RequestKind kind)
    {
        lock (_lock)
        {
            return _answers.TryGetValue(kind, out var queue) && queue.TryDequeue(out var answer) ? answer : null;
        }
    }

    public RunFault TakeRun()
    {
        lock (_lock)
        {
            return _runs.TryDequeue(out var fault) ? fault : RunFault.None;
        }
    }

    public bool TakeDropBeforeAccepting() => Take(ref _dropsBeforeAccepting);

    public bool TakeDropAfterAccepting() => Take(ref _dropsAfterAccepting);

    public bool TakeBusyAnswer() => Take(ref _busyAnswers);

    public bool TakeStaleSucceededRead() => Take(ref _staleSucceededReads);

    public bool TakeIdleRead() => Take(ref _idleReads);

    private static bool Take(ref int count)
    {
        while (true)
        {
            var current = Volatile.Read(ref count);
            if (current <= 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref count, current - 1, current) == current)
            {
                return true;
            }
        }
    }
}
