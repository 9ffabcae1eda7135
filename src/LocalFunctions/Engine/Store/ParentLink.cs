namespace LocalFunctions.Engine.Store;

/// <summary>Whom a sub-orchestration answers to.</summary>
/// <param name="InstanceId">The parent's instance id.</param>
/// <param name="Name">The parent's name.</param>
/// <param name="Execution">The parent's execution that waits.</param>
/// <param name="TaskId">The number of the action in that execution.</param>
internal sealed record ParentLink(string InstanceId, string Name, long Execution, int TaskId);
