using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Core.Exceptions;
using LocalFunctions.Engine.Store;
using CoreTaskFailedException = LocalFunctions.DurableTask.Core.Exceptions.TaskFailedException;

namespace LocalFunctions.Engine.Replay;

/// <content>What the turn does with the context.</content>
internal sealed partial class TurnContext
{
    /// <summary>Whether the code has returned or thrown.</summary>
    public bool IsOver => Execution is { IsCompleted: true };

    /// <summary>The run of the code, giving its result as text.</summary>
    public Task<string?>? Execution { get; private set; }

    /// <summary>
    /// Whether activities, timers or sub-orchestrations have not ended; the orchestration then has not either.
    /// </summary>
    public bool HasOpenTasks => _openTasks.Count > 0;

    /// <summary>How many tasks the code has left behind, having returned or thrown.</summary>
    public int ForgottenTasks => IsOver ? _openTasks.Count : 0;

    /// <summary>Whether the code waits for something that is not durable.</summary>
    public bool IsStuck => !IsOver && !HasOpenTasks && !_events.HasWaiters;

    /// <summary>What the code wants done that the history does not know of.</summary>
    public IReadOnlyList<OrchestratorAction> NewActions => [.. _unconfirmed.Values];

    public IReadOnlyCollection<int> CancelledTimers => _cancelledTimers;

    /// <summary>Set when the code has asked to continue as new.</summary>
    public NextGeneration? Next => _next;

    /// <summary>Lets the code see one event, old or new.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code no longer follows its history.</exception>
    public void Apply(HistoryEvent happened, ITaskOrchestrator orchestrator)
    {
        switch (happened.Kind)
        {
            case HistoryEventKind.TurnStarted:
                _now = happened.At;
                break;
            case HistoryEventKind.ExecutionStarted:
                _orchestrator = orchestrator;
                Execution = ExecuteAsync(orchestrator);
                break;
            case HistoryEventKind.TaskScheduled:
            case HistoryEventKind.TimerCreated:
            case HistoryEventKind.SubOrchestrationCreated:
            case HistoryEventKind.EventSent:
                HistoryCheck.Compare(happened, _unconfirmed.GetValueOrDefault(happened.TaskId));
                _unconfirmed.Remove(happened.TaskId);
                break;
            case HistoryEventKind.TaskCompleted:
            case HistoryEventKind.SubOrchestrationCompleted:
            case HistoryEventKind.TimerFired:
                Close(happened)?.SetResult(happened.Data);
                break;
            case HistoryEventKind.TaskFailed:
            case HistoryEventKind.SubOrchestrationFailed:
                Close(happened)?.SetException(new CoreTaskFailedException(
                    happened.TaskId,
                    happened.Failure,
                    happened.Kind == HistoryEventKind.TaskFailed,
                    Failures.IsRetriable(happened.Failure)));
                break;
            case HistoryEventKind.EventRaised when _next is not null:
                _carriedOver.Add(happened);
                break;
            case HistoryEventKind.EventRaised:
                _events.Raise(happened);
                break;
        }

        _thread.Drain();
    }

    private TaskCompletionSource<string?>? Close(HistoryEvent happened)
        => _openTasks.Remove(happened.TaskId, out var source) ? source : null;

    private async Task<string?> ExecuteAsync(ITaskOrchestrator orchestrator)
    {
        _input = Converter.Deserialize(_instance.Input, orchestrator.InputType);
        return Converter.Serialize(await orchestrator.RunAsync(this, _input));
    }
}
