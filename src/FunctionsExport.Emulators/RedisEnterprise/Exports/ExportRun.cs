using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>One accepted export.</summary>
/// <param name="location">Where its files go.</param>
/// <param name="fault">How it goes wrong.</param>
/// <param name="pace">How long it takes.</param>
/// <param name="before">The state of the database when it was accepted.</param>
/// <param name="time">The clock.</param>
internal sealed class ExportRun(
    ExportLocation location, RunFault fault, Pace pace, ExportState before, TimeProvider time)
{
    private double _saved;

    /// <summary>The uid of the action.</summary>
    public string Uid { get; } = Guid.NewGuid().ToString();

    public DateTimeOffset CreatedTime { get; } = time.GetUtcNow();

    public ExportLocation Location { get; } = location;

    public RunFault Fault { get; } = fault;

    public Pace Pace { get; } = pace;

    public ExportState Before { get; } = before;

    /// <summary>Time stamp of its acceptance.</summary>
    public long Started { get; } = time.GetTimestamp();

    /// <summary>Ends it without an outcome.</summary>
    public CancellationTokenSource Abandon { get; } = new();

    /// <summary>Share of the shards that are saved, 0 to 1.</summary>
    public double Saved
    {
        get => Volatile.Read(ref _saved);
        set => Volatile.Write(ref _saved, value);
    }

    /// <summary>How it ended; null while it runs.</summary>
    public ExportState? Outcome { get; set; }

    public Task Completion { get; set; } = Task.CompletedTask;
}
