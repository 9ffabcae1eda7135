using LocalFunctions.Worker.Extensions.Abstractions;

namespace LocalFunctions.Worker;

/// <summary>Marks the parameter of an orchestrator function that receives the orchestration context.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The orchestrator's name. The function's name is used; a different value is refused at start.</summary>
    public string? Orchestration { get; set; }
}
