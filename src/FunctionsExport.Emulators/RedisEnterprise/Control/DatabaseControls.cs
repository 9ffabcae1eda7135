using FunctionsExport.Emulators.RedisEnterprise.Databases;

namespace FunctionsExport.Emulators.RedisEnterprise.Control;

/// <summary>A database as the control surface shows and sets it.</summary>
internal sealed class DatabaseControls
{
    private readonly ClusterDatabase _database;

    private DatabaseControls(ClusterDatabase database) => _database = database;

    public int Uid => _database.Definition.Uid;

    public string Name => _database.Definition.Name;

    public ExportState State => _database.State;

    public int ExportsAccepted => _database.ExportsAccepted;

    public int ExportRequests => _database.ExportRequests;

    public int ResetRequests => _database.ResetRequests;

    public int Reads => _database.Reads;

    /// <summary>How long exports that start from now on take at least.</summary>
    public double ExportSeconds
    {
        get => _database.Pace.Duration.TotalSeconds;
        set => _database.Pace = new Pace(TimeSpan.FromSeconds(Check.Seconds(value)), _database.Pace.Steps);
    }

    /// <summary>In how many steps their progress rises; 0 for as fine as one is asked.</summary>
    public int ProgressSteps
    {
        get => _database.Pace.Steps;
        set => _database.Pace = _database.Pace with { Steps = Check.Count(value) };
    }

    public bool Hold
    {
        get => _database.Hold;
        set => _database.Hold = value;
    }

    public double? ShownProgress
    {
        get => _database.ShownProgress;
        set => _database.ShownProgress = value is null or (>= 0 and <= 100)
            ? value
            : throw new ArgumentException("shownProgress must be 0 to 100, or null.");
    }

    public bool Busy
    {
        get => _database.Faults.Busy;
        set => _database.Faults.Busy = value;
    }

    public int BusyAnswers
    {
        get => _database.Faults.BusyAnswers;
        set => _database.Faults.BusyAnswers = Check.Count(value);
    }

    public bool BackupRunning
    {
        get => _database.BackupRunning;
        set => _database.BackupRunning = value;
    }

    public int StaleSucceededReads
    {
        get => _database.Faults.StaleSucceededReads;
        set => _database.Faults.StaleSucceededReads = Check.Count(value);
    }

    public int IdleReads
    {
        get => _database.Faults.IdleReads;
        set => _database.Faults.IdleReads = Check.Count(value);
    }

    public IReadOnlyList<EmulatedModule> Modules
    {
        get => _database.Modules;
        set => _database.Modules = value;
    }

    public static DatabaseControls Of(ClusterDatabase database) => new(database);
}
