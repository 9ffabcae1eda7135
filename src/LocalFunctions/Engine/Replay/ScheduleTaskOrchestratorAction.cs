namespace LocalFunctions.Engine.Replay;

// The class names of the actions are part of the messages about code that no longer follows its history.

/// <summary>An activity is to be executed; the attempts by a retry policy or handler count from 1.</summary>
internal sealed record ScheduleTaskOrchestratorAction(int Id, string Name, string Version, string Input, int Attempt)
    : OrchestratorAction(Id);
