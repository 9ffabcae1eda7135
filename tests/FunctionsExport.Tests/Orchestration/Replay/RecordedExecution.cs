using LocalFunctions.Engine.Store;

namespace FunctionsExport.Tests.Orchestration.Replay;

/// <summary>One execution of an orchestration, from its start to its end or to its next generation.</summary>
/// <param name="Orchestrator">The orchestrator's name.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Version">The version that it was started with.</param>
/// <param name="Input">Its input, as stored.</param>
/// <param name="Events">All that happened, in order.</param>
/// <param name="End">What came of it: <see cref="ExecutionEnd"/>.</param>
internal sealed record RecordedExecution(
    string Orchestrator, string InstanceId, string Version, string? Input, IReadOnlyList<HistoryEvent> Events, string End);
