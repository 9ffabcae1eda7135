namespace LocalFunctions.Engine.Store;

/// <summary>An activity that is to be executed.</summary>
/// <param name="Id">The number of the work item.</param>
/// <param name="Key">The key of the instance that called it.</param>
/// <param name="InstanceId">The id of that instance.</param>
/// <param name="Execution">The execution that called it.</param>
/// <param name="TaskId">The number of the action.</param>
/// <param name="Name">The activity's name.</param>
/// <param name="Version">The activity's version, empty when there is none.</param>
/// <param name="Input">The input, as text.</param>
/// <param name="Attempt">The number of the attempt by a retry policy or handler, from 1.</param>
/// <param name="TraceParent">The W3C trace context of the instance.</param>
internal sealed record ActivityWork(
    long Id,
    string Key,
    string InstanceId,
    long Execution,
    int TaskId,
    string Name,
    string Version,
    string Input,
    int Attempt,
    string? TraceParent);
