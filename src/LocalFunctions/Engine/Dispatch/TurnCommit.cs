using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Replay;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>Writes a turn: all of it in one transaction, or nothing.</summary>
internal sealed class TurnCommit(EventStore store, InstanceRow instance, TurnPlan plan, TurnOutcome? outcome, DateTime now)
{
    private Effects _effects = new();
    private InstanceRow? _result;

    /// <summary>The instance after the turn.</summary>
    public InstanceRow Result => _result ?? instance;

    /// <summary>Applies the turn; <see langword="null"/> when the execution has been replaced or purged meanwhile.</summary>
    public Effects? Apply(StoreConnection connection)
    {
        // A transaction that could not be committed is tried again.
        _effects = new Effects();
        if (InstanceTable.StatusOf(connection, instance.Key, instance.Execution) is null)
        {
            return null;
        }

        InboxTable.Remove(connection, plan.Consumed);
        if (instance.HasEnded)
        {
            return _effects;
        }

        if (plan.Termination is { } termination)
        {
            End(connection, [termination], OrchestrationRuntimeStatus.Terminated, instance with { Output = termination.Data });
        }
        else if (outcome is null)
        {
            Append(connection, plan.Controls, instance with { Status = StatusWithoutCode() });
        }
        else
        {
            ApplyOutcome(connection, outcome);
        }

        if (Result.Status != instance.Status || Result.Execution != instance.Execution)
        {
            _effects.Changed.Add(instance.Key);
        }

        return _effects;
    }

    private OrchestrationRuntimeStatus StatusWithoutCode()
        => plan.IsSuspended ? OrchestrationRuntimeStatus.Suspended
            : instance.HistoryLength > 0 ? OrchestrationRuntimeStatus.Running
            : OrchestrationRuntimeStatus.Pending;

    private void ApplyOutcome(StoreConnection connection, TurnOutcome turn)
    {
        foreach (var action in turn.Actions)
        {
            Apply(connection, action, turn);
        }

        foreach (var timer in turn.CancelledTimers)
        {
            if (TimerTable.Cancel(connection, instance.Execution, timer))
            {
                _effects.CancelledTimers.Add((instance.Execution, timer));
            }
        }

        List<HistoryEvent> history = [.. turn.History, .. plan.Controls];
        var changed = instance with { CustomStatus = turn.CustomStatus, Output = turn.Output, Failure = turn.Failure };
        if (turn.Next is { } next)
        {
            ContinueAsNew(connection, next);
        }
        else if (turn.Status == OrchestrationRuntimeStatus.Running)
        {
            Append(connection, history, changed with { Status = StatusAfterCode() });
        }
        else
        {
            history.Add(new HistoryEvent(HistoryEventKind.ExecutionCompleted, now) { Name = turn.Status.ToString() });
            End(connection, history, turn.Status, changed);
        }
    }

    private OrchestrationRuntimeStatus StatusAfterCode()
        => plan.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running;

    private void Apply(StoreConnection connection, OrchestratorAction action, TurnOutcome turn)
    {
        switch (action)
        {
            case ScheduleTaskOrchestratorAction activity:
                _effects.Activities.Add(ActivityTable.Add(connection, instance, activity));
                break;
            case CreateTimerOrchestratorAction created when !turn.CancelledTimers.Contains(created.Id):
                var timer = new TimerEntry(instance.Key, instance.Execution, created.Id, created.FireAt);
                TimerTable.Add(connection, timer);
                _effects.Timers.Add(timer);
                break;
            case CreateSubOrchestrationAction child:
                InstanceStart.Apply(connection, ChildRow(child), _effects);
                break;
            case SendEventOrchestratorAction sent:
                Send(connection, sent);
                break;
        }
    }

    private InstanceRow ChildRow(CreateSubOrchestrationAction child) => new()
    {
        InstanceId = child.InstanceId,
        Name = child.Name,
        Version = child.Version,
        Execution = store.NextExecution(),
        Input = child.Input,
        CreatedAt = now,
        UpdatedAt = now,
        Tags = child.Tags,
        TraceParent = instance.TraceParent,
        Parent = new ParentLink(instance.InstanceId, instance.Name, instance.Execution, child.Id),
    };

    private void Send(StoreConnection connection, SendEventOrchestratorAction sent)
    {
        var key = InstanceRow.KeyOf(sent.InstanceId);
        var receiver = InstanceTable.Find(connection, key);
        if (receiver is null)
        {
            _effects.Traps.Add(traps => traps.SentToNobody(instance, sent.InstanceId, sent.EventName));
        }
        else if (!receiver.HasEnded)
        {
            InboxTable.Add(
                connection,
                key,
                new HistoryEvent(HistoryEventKind.EventRaised, now) { Name = sent.EventName, Data = sent.Payload });
            _effects.Wake.Add(key);
        }
    }

    private void Append(StoreConnection connection, IReadOnlyList<HistoryEvent> history, InstanceRow changed)
    {
        // Suspending before the first turn leaves no trace in the history: its emptiness says that the turn is to come.
        var isRecorded = instance.HistoryLength > 0 || outcome is not null;
        if (isRecorded)
        {
            HistoryTable.Append(connection, instance.Execution, instance.HistoryLength, history);
        }

        Update(connection, changed with { HistoryLength = instance.HistoryLength + (isRecorded ? history.Count : 0) });
    }

    private void ContinueAsNew(StoreConnection connection, NextGeneration next)
    {
        HistoryTable.Remove(connection, instance.Execution);
        _effects.AddEndedTimers(instance.Execution, TimerTable.Remove(connection, instance.Execution));
        Update(connection, instance with
        {
            Execution = store.NextExecution(),
            Generation = instance.Generation + 1,
            HistoryLength = 0,
            Version = next.Version,
            Input = next.Input,
            CustomStatus = null,
            Status = StatusAfterCode(),
        });
        foreach (var carried in next.CarriedOver)
        {
            InboxTable.Add(connection, instance.Key, carried, carriedOver: true);
        }

        _effects.Wake.Add(instance.Key);
    }

    private void End(
        StoreConnection connection,
        List<HistoryEvent> history,
        OrchestrationRuntimeStatus status,
        InstanceRow changed)
    {
        HistoryTable.Append(connection, instance.Execution, instance.HistoryLength, history);
        _effects.AddEndedTimers(instance.Execution, TimerTable.Remove(connection, instance.Execution));
        InboxTable.RemoveAll(connection, instance.Key);
        Update(connection, changed with { Status = status, HistoryLength = instance.HistoryLength + history.Count });
        if (instance.Parent is { } parent)
        {
            Tell(connection, parent);
        }
    }

    private void Tell(StoreConnection connection, ParentLink parent)
    {
        var completed = Result.Status == OrchestrationRuntimeStatus.Completed;
        var message = new HistoryEvent(
            completed ? HistoryEventKind.SubOrchestrationCompleted : HistoryEventKind.SubOrchestrationFailed, now)
        {
            TaskId = parent.TaskId,
            Data = completed ? Result.Output : null,
            Failure = Result.Failure,
        };
        var key = InstanceRow.KeyOf(parent.InstanceId);
        if (InboxTable.AddFor(connection, key, parent.Execution, message))
        {
            _effects.Wake.Add(key);
        }
    }

    private void Update(StoreConnection connection, InstanceRow changed)
    {
        _result = changed with { UpdatedAt = now };
        InstanceTable.Update(connection, _result);
    }
}
