namespace LocalFunctions.Engine.Replay;

/// <summary>An event is to be raised for another orchestration.</summary>
internal sealed record SendEventOrchestratorAction(int Id, string InstanceId, string EventName, string? Payload)
    : OrchestratorAction(Id);
