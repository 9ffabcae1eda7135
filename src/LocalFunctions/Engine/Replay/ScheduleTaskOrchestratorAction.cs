namespace LocalFunctions.Engine.Replay;

// The class names of the actions are part of the messages about code that no longer follows its history.

/// <summary>An activity is to be executed.</summary>
internal sealed record ScheduleTaskOrchestratorAction(int Id, string Name, string Version, string Input)
    : OrchestratorAction(Id);
