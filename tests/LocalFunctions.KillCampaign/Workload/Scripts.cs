using LocalFunctions.DurableTask.Client;
using LocalFunctions.KillCampaign.Shapes;

namespace LocalFunctions.KillCampaign.Workload;

/// <summary>
/// The workload: all scripts run beside one another. An instance's id is its script's name, unless the step says so.
/// </summary>
internal static class Scripts
{
    private const int Large = 100 * 1024;

    public static IReadOnlyList<Script> All =>
    [
        Script("sequence").Start("Sequence", new Sequence(10)).End(),
        Script("large").Start("Sequence", new Sequence(12) { Padding = Large }).End(),
        Script("fan-out").Start("FanOut", 12).End(),
        Script("timers").Start("Timers", 6).End(),
        Script("event-wins").Start("Race", 3600_000).Raise(0, 1).End(),
        Script("timer-wins").Start("Race", 60).End(),
        Script("parent").Start("Parent", null).End(),
        Script("retries").Start("Retries", null).End(),
        Script("failing").Start("Failing", null).End(),
        Script("eternal").Start("Eternal", new Eternal(20)).Raise(0, 20).End(),
        Script("events").Start("Collector", 12).Raise(0, 10).Raise(10, 2, Large).End(),
        Script("early").Raise(0, 2).Start("Collector", 4).Raise(2, 2).End(),
        Script("later").Start("Collector", 2, delay: TimeSpan.FromMilliseconds(400)).Raise(0, 2).End(),
        Script("paused").Start("Collector", 8).Raise(0, 2)
            .Suspend().Reach(OrchestrationRuntimeStatus.Suspended).Raise(2, 4).Reach(OrchestrationRuntimeStatus.Suspended)
            .Resume().Raise(6, 2).End(),
        Script("born-paused").Start("Collector", 3, delay: TimeSpan.FromMilliseconds(200)).Suspend()
            .Reach(OrchestrationRuntimeStatus.Suspended).Raise(0, 2).Resume().Raise(2, 1).End(),
        Script("stopped").Start("Waiting", null).Reach(OrchestrationRuntimeStatus.Running).Terminate("enough").End(),
        Script("childless").Start("ParentOfOne", "childless-child").Reach(OrchestrationRuntimeStatus.Running, "childless-child")
            .Terminate("gone", "childless-child").End(),
        Script("again").Start("Sequence", new Sequence(2) { Round = 1 }).End().Purge()
            .Start("Sequence", new Sequence(3) { Round = 2 }).End().Purge()
            .Start("FanOut", 3).End(),
        Script("restarted").Start("FanOut", 4).End().Restart().End(),
        Script("replaced").Start("Waiting", null).Reach(OrchestrationRuntimeStatus.Running).Replace("FanOut", 2).End(),
        Script("sender").Start("Sink", 15, "sink").Start("Sender", 15).End().End("sink"),
    ];

    private static Script Script(string name) => new(name);
}
