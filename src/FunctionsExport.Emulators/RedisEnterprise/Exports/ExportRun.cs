using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>One accepted export.</summary>
/// <param name="location">Where its files go.</param>
/// <param name="fault">How it goes wrong.</param>
/// <param name="pace">How long it takes.</param>
/// <param name="started">Time stamp of its acceptance.</param>
/// <param name="before">The database's last export time when it was accepted.</param>
internal sealed class ExportRun(
    ExportLocation location, RunFault fault, Pace pace, long started, DateTimeOffset? before)
{
    private double _saved;

    public ExportLocation Location { get; } = location;

    public RunFault Fault { get; } = fault;

    public Pace Pace { get; } = pace;

    public long Started { get; } = started;

    public DateTimeOffset? Before { get; } = before;

    /// <summary>Share of the shards that are saved, 0 to 1.</summary>
    public double Saved
    {
        get => Volatile.Read(ref _saved);
        set => Volatile.Write(ref _saved, value);
    }

    public Task Completion { get; set; } = Task.CompletedTask;
}
