using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Hosting;

/// <summary>Settings of the durable engine.</summary>
public sealed class DurableEngineOptions
{
    /// <summary>The default of <see cref="HistoryRetention"/>: 30 days.</summary>
    public static readonly TimeSpan DefaultHistoryRetention = TimeSpan.FromDays(30);

    /// <summary>The longest <see cref="HistoryRetention"/> but for ever: 36,500 days.</summary>
    public static readonly TimeSpan LongestHistoryRetention = TimeSpan.FromDays(36_500);

    /// <summary>
    /// The path of the SQLite file that holds everything durable; made when it is not there, with its folder.
    /// </summary>
    public required string StorePath { get; init; }

    /// <summary>The hub's name, which is the client's name too.</summary>
    public string HubName { get; init; } = "LocalFunctions";

    /// <summary>The version of instances and sub-orchestrations that are started without one; empty for none.</summary>
    public string DefaultVersion { get; init; } = string.Empty;

    /// <summary>The most activities that run at once; at least 1.</summary>
    public int MaxConcurrentActivities { get; init; } = 10;

    /// <summary>The most orchestrator turns that run at once; at least 1.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 10;

    /// <summary>
    /// How long an instance that has ended stays, with its history; then it is removed in the background. More than nothing,
    /// at most 100 years, or <see cref="Timeout.InfiniteTimeSpan"/> for ever. Running instances are never removed.
    /// </summary>
    public TimeSpan HistoryRetention { get; init; } = DefaultHistoryRetention;

    /// <summary>
    /// A test mode: every activity is executed twice, one after the other, and the first result or failure is thrown away,
    /// as after a lost acknowledgement.
    /// </summary>
    public bool DeliverActivitiesTwice { get; init; }

    /// <summary>
    /// A test's fault hook: called on the writing thread around each commit, with the commit's number since the start, from 1.
    /// </summary>
    internal Action<CommitPoint, long>? CommitHook { get; init; }

    /// <summary>
    /// A test's eye: shown each turn that was committed, as the instance before it, the execution's whole history after it, and what
    /// it came to.
    /// </summary>
    internal Action<InstanceRow, IReadOnlyList<HistoryEvent>, TurnOutcome>? TurnHook { get; init; }
}
