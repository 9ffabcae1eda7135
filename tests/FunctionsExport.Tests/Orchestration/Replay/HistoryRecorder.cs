using FunctionsExport.Tests.Orchestration.Scenarios;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;

namespace FunctionsExport.Tests.Orchestration.Replay;

/// <summary>Runs a scenario on the embedded runtime and keeps the histories of its orchestrations.</summary>
internal static class HistoryRecorder
{
    /// <param name="scenario">What happens.</param>
    /// <param name="version">The version that the orchestrations are started with.</param>
    public static async Task<IReadOnlyList<RecordedExecution>> RecordAsync(ExportScenario scenario, string version)
    {
        var executions = new List<RecordedExecution>();
        var activities = new ScriptedActivities();
        scenario.Script(activities);
        await using var host = await OrchestrationHost.StartAsync(
            tasks => ExportTasks.AddTo(tasks, activities),
            version,
            (instance, history, outcome) =>
            {
                if (outcome.Next is not null || outcome.Status != OrchestrationRuntimeStatus.Running)
                {
                    lock (executions)
                    {
                        executions.Add(Of(instance, history, outcome));
                    }
                }
            });
        await scenario.RunAsync(host, activities);
        lock (executions)
        {
            return [.. executions];
        }
    }

    private static RecordedExecution Of(InstanceRow instance, IReadOnlyList<HistoryEvent> history, TurnOutcome outcome) => new(
        instance.Name,
        instance.InstanceId,
        instance.Version,
        instance.Input,
        // A stack trace names folders of the machine.
        [.. history.Select(e => e.Failure is null ? e : e with { Failure = e.Failure with { StackTrace = null } })],
        ExecutionEnd.Of(outcome));
}
