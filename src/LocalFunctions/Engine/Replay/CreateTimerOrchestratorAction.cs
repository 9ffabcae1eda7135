namespace LocalFunctions.Engine.Replay;

/// <summary>A durable timer is to be set.</summary>
internal sealed record CreateTimerOrchestratorAction(int Id, DateTime FireAt) : OrchestratorAction(Id);
