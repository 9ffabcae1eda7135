namespace LocalFunctions.Engine.Store;

/// <summary>What happened. The numbers are stored: never change or reuse one.</summary>
internal enum HistoryEventKind
{
    TurnStarted = 1,
    ExecutionStarted = 2,
    ExecutionCompleted = 3,
    ExecutionTerminated = 4,
    ExecutionSuspended = 5,
    ExecutionResumed = 6,
    TaskScheduled = 10,
    TaskCompleted = 11,
    TaskFailed = 12,
    TimerCreated = 20,
    TimerFired = 21,
    SubOrchestrationCreated = 30,
    SubOrchestrationCompleted = 31,
    SubOrchestrationFailed = 32,
    EventSent = 40,
    EventRaised = 41,
}
