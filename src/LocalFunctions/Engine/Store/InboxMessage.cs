namespace LocalFunctions.Engine.Store;

/// <summary>A message to an instance that no turn has consumed.</summary>
/// <param name="Sequence">The message's number.</param>
/// <param name="Execution">The execution that it is for; <see langword="null"/> for whichever there is.</param>
/// <param name="Event">What it tells.</param>
internal sealed record InboxMessage(long Sequence, long? Execution, HistoryEvent Event);
