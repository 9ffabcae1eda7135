using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Diagnostics;

/// <summary>Says what a turn that is on disk has come to.</summary>
internal static class TurnReport
{
    /// <param name="diagnostics">Where it is said.</param>
    /// <param name="function">The orchestrator's name for the metrics.</param>
    /// <param name="before">The instance before the turn.</param>
    /// <param name="result">The instance after it.</param>
    /// <param name="outcome">What the code came to, if it ran.</param>
    public static void Add(
        EngineDiagnostics diagnostics, string function, InstanceRow before, InstanceRow result, TurnOutcome? outcome)
    {
        if (before.HasEnded)
        {
            return;
        }

        if (outcome is not null)
        {
            AddTraps(diagnostics.Traps, result, outcome);
            if (before is { HistoryLength: 0, Generation: 0 })
            {
                diagnostics.Metrics.OrchestrationStarted(function);
            }
        }

        if (result.HasEnded)
        {
            AddEnd(diagnostics, function, result, outcome);
        }
        else if (result.Execution != before.Execution)
        {
            diagnostics.Logger.OrchestrationContinues(result.Name, result.InstanceId, result.Generation);
        }
    }

    private static void AddTraps(TrapLog traps, InstanceRow result, TurnOutcome outcome)
    {
        if (outcome.IsStuck)
        {
            traps.NonDurableWait(result);
        }

        if (outcome.ForgottenTasks > 0)
        {
            traps.ForgottenTasks(result, outcome.ForgottenTasks);
        }

        traps.CustomStatus(result, outcome.CustomStatus?.Length ?? 0);
    }

    private static void AddEnd(EngineDiagnostics diagnostics, string function, InstanceRow result, TurnOutcome? outcome)
    {
        var duration = result.UpdatedAt - result.CreatedAt;
        diagnostics.Traps.Forget(result.Key);
        diagnostics.Metrics.OrchestrationEnded(function, result.Status.ToString(), duration);
        diagnostics.Tracing.End(result);
        if (result.Status == OrchestrationRuntimeStatus.Failed)
        {
            diagnostics.Logger.OrchestrationFailed(
                outcome?.Exception, result.Name, result.InstanceId, duration.TotalMilliseconds);
        }
        else
        {
            diagnostics.Logger.OrchestrationEnded(
                result.Name, result.InstanceId, result.Status, duration.TotalMilliseconds);
        }
    }
}
