namespace LocalFunctions.Engine.Store;

/// <summary>A durable timer, or (<see cref="StartOfExecution"/>) the time at which an execution begins.</summary>
internal sealed record TimerEntry(string Key, long Execution, int TaskId, DateTime FireAt)
{
    /// <summary>The task id of the entry that begins an execution.</summary>
    public const int StartOfExecution = -1;
}
