namespace FunctionsExport.Emulators.Tencent.Instances;

/// <summary>An instance of the running emulator: its counters, and what a test can change meanwhile.</summary>
internal sealed class TencentInstance(EmulatedInstance definition)
{
    /// <summary>The status of an instance that runs.</summary>
    public const int Running = 2;

    private int _backupsStarted;
    private int _exportsStarted;

    public EmulatedInstance Definition { get; } = definition;

    /// <summary>0 to be initialised, 1 in a workflow, 2 running, -2 isolated, -3 to be deleted (API 3.0 alone).</summary>
    public int Status { get; set; } = Running;

    /// <summary>While true, its tasks do not end, whatever their pace.</summary>
    public bool Hold { get; set; }

    /// <summary>Another workflow holds the instance: backups are refused until it is set back.</summary>
    public bool Locked { get; set; }

    /// <summary>The progress, 0 to 100, that its running tasks show while set; null for that of their pace.</summary>
    public int? ShownProgress { get; set; }

    /// <summary>How many backups were started by calls, also those whose answer was lost.</summary>
    public int BackupsStarted => Volatile.Read(ref _backupsStarted);

    /// <summary>How many exports were started, also those whose answer was lost.</summary>
    public int ExportsStarted => Volatile.Read(ref _exportsStarted);

    /// <summary>Whether API v2 has its backups exported.</summary>
    public bool IsExported => Definition.Edition == Edition.Cluster;

    public void CountBackup() => Interlocked.Increment(ref _backupsStarted);

    public void CountExport() => Interlocked.Increment(ref _exportsStarted);
}
