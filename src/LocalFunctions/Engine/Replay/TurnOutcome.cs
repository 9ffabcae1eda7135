using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Replay;

/// <summary>What a turn of an orchestrator came to; nothing of it has happened yet.</summary>
internal sealed record TurnOutcome
{
    /// <summary>Running, or how the orchestration has ended.</summary>
    public required OrchestrationRuntimeStatus Status { get; init; }

    public string? Output { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    /// <summary>The exception that the failure was made of, for the log.</summary>
    public Exception? Exception { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>The new end of the history.</summary>
    public required IReadOnlyList<HistoryEvent> History { get; init; }

    /// <summary>What the orchestrator wants done, in its order.</summary>
    public IReadOnlyList<OrchestratorAction> Actions { get; init; } = [];

    /// <summary>The numbers of the timers that were cancelled in this turn.</summary>
    public IReadOnlyCollection<int> CancelledTimers { get; init; } = [];

    /// <summary>Set when the orchestration continues as new.</summary>
    public NextGeneration? Next { get; init; }

    /// <summary>Whether the code waits for something that no message will ever bring.</summary>
    public bool IsStuck { get; init; }

    /// <summary>How many open tasks the code has left behind: the orchestration runs until they end.</summary>
    public int ForgottenTasks { get; init; }
}
