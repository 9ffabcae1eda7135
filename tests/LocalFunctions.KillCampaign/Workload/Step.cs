using LocalFunctions.DurableTask.Client;

namespace LocalFunctions.KillCampaign.Workload;

/// <summary>One thing that a script asks of the engine, of one instance.</summary>
/// <param name="Key">The step's name, unique in the workload.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Instance">The id of the instance.</param>
internal sealed record Step(string Key, StepKind Kind, string Instance)
{
    /// <summary>The orchestrator to start.</summary>
    public string Orchestrator { get; init; } = string.Empty;

    /// <summary>The input, the terminated instance's output, or the payload of the event.</summary>
    public object? Data { get; init; }

    /// <summary>How long after the step the instance starts.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The status to wait for.</summary>
    public OrchestrationRuntimeStatus Status { get; init; }
}
