using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Replay;

/// <summary>What an orchestration continues as new with.</summary>
/// <param name="Input">The new input.</param>
/// <param name="Version">The new version.</param>
/// <param name="CarriedOver">The events that the next generation sees first.</param>
internal sealed record NextGeneration(string? Input, string Version, IReadOnlyList<HistoryEvent> CarriedOver);
