namespace LocalFunctions.Engine.Replay;

/// <summary>Something that an orchestrator wants done. The number counts the actions of an execution.</summary>
internal abstract record OrchestratorAction(int Id);
