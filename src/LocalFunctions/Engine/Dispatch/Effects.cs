using LocalFunctions.Engine.Diagnostics;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>What is to be done in memory once a transaction is on disk.</summary>
internal sealed class Effects
{
    /// <summary>The keys of the instances that have something to do.</summary>
    public HashSet<string> Wake { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys of the instances whose status has changed.</summary>
    public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

    public List<ActivityWork> Activities { get; } = [];

    public List<TimerEntry> Timers { get; } = [];

    /// <summary>What is worth a warning.</summary>
    public List<Action<TrapLog>> Traps { get; } = [];

    /// <summary>Timers that are not waited for any more.</summary>
    public List<(long Execution, int TaskId)> CancelledTimers { get; } = [];

    /// <summary>Executions that are over and had timers, with their number.</summary>
    public List<(long Execution, int Timers)> EndedTimers { get; } = [];

    /// <summary>Notes how many timers went with an execution.</summary>
    public void AddEndedTimers(long execution, int timers)
    {
        if (timers > 0)
        {
            EndedTimers.Add((execution, timers));
        }
    }
}
