using FunctionsExport.Tests.Orchestration.Scenarios;
using LocalFunctions.Engine.Diagnostics;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsExport.Tests.Orchestration.Replay;

/// <summary>Runs today's orchestrators over recorded histories, as the runtime does after a restart with new code.</summary>
internal static class HistoryReplay
{
    /// <summary>How the code departs from what it once did; null when it does not.</summary>
    public static string? FindDifference(RecordedExecution execution)
    {
        var registry = new DurableTaskRegistry();
        ExportTasks.AddTo(registry, new ScriptedActivities());
        var instance = new InstanceRow
        {
            InstanceId = execution.InstanceId,
            Name = execution.Orchestrator,
            Version = execution.Version,
            Input = execution.Input,
        };
        if (registry.FindOrchestrator(execution.Orchestrator, execution.Version) is not { } factory)
        {
            return Difference("no orchestrator has this name any more");
        }

        using var services = new ServiceCollection().BuildServiceProvider();
        var environment = new TurnEnvironment(NullLoggerFactory.Instance, execution.Version, new TrapLog(NullLogger.Instance));
        var outcome = new OrchestrationTurn(instance, environment).Run(
            factory(services), execution.Events, [], execution.Events[^1].At);
        var end = ExecutionEnd.Of(outcome);
        return outcome switch
        {
            { Failure: not null } when end != execution.End => Difference(outcome.Failure.ErrorMessage),
            { Actions: [var more, ..] } => Difference($"the code goes on with {more}, where it once had ended"),
            _ when end != execution.End => Difference($"it ends as '{end}', where it once ended as '{execution.End}'"),
            _ => null,
        };

        string Difference(string what) => $"non-deterministic: {execution.Orchestrator} '{execution.InstanceId}': {what}";
    }
}
