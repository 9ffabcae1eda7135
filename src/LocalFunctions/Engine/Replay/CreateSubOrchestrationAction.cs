namespace LocalFunctions.Engine.Replay;

/// <summary>A sub-orchestration is to be started.</summary>
internal sealed record CreateSubOrchestrationAction(int Id, string Name, string Version, string InstanceId, string? Input)
    : OrchestratorAction(Id)
{
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
