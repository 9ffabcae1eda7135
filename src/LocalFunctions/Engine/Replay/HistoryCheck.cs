using LocalFunctions.DurableTask.Core.Exceptions;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Replay;

/// <summary>
/// Compares what the code does on a replay with what it did, by the number, the kind and the name of each action. The messages
/// are DurableTask.Core's, word for word.
/// </summary>
internal static class HistoryCheck
{
    private const string Question =
        "Was a change made to the orchestrator code after this instance had already started running?";

    /// <param name="recorded">The action that the history knows.</param>
    /// <param name="action">What the code does under that number, if anything.</param>
    /// <exception cref="NonDeterministicOrchestrationException">They differ.</exception>
    public static void Compare(HistoryEvent recorded, OrchestratorAction? action)
    {
        var difference = recorded.Kind switch
        {
            HistoryEventKind.TaskScheduled => OfActivity(recorded, action),
            HistoryEventKind.TimerCreated => OfTimer(recorded, action),
            HistoryEventKind.SubOrchestrationCreated => OfSubOrchestration(recorded, action),
            _ => OfSentEvent(recorded, action),
        };
        if (difference is not null)
        {
            throw new NonDeterministicOrchestrationException(difference + Question);
        }
    }

    private static string? OfActivity(HistoryEvent recorded, OrchestratorAction? action)
    {
        const string Past = "A previous execution of this orchestration scheduled an activity task with sequence";
        return action switch
        {
            null => $"{Past} ID {recorded.TaskId} and name '{recorded.Name}' (version '{recorded.Version}'), but the current "
                + "replay execution hasn't (yet?) scheduled this task. ",
            ScheduleTaskOrchestratorAction activity => IsSame(activity.Name, recorded)
                ? null
                : $"{Past} number {recorded.TaskId} named '{recorded.Name}', but the current orchestration replay instead "
                    + $"scheduled an activity task named '{activity.Name}' with this sequence number.  ",
            _ => $"{Past} number {recorded.TaskId} named '{recorded.Name}', but the current orchestration replay instead "
                + $"produced a {action.GetType().Name} action with this sequence number. ",
        };
    }

    private static string? OfTimer(HistoryEvent recorded, OrchestratorAction? action)
    {
        const string Past = "A previous execution of this orchestration scheduled a timer task with sequence number";
        return action switch
        {
            null => $"{Past} {recorded.TaskId} but the current replay execution hasn't (yet?) scheduled this task. ",
            CreateTimerOrchestratorAction => null,
            _ => $"{Past} {recorded.TaskId} named but the current orchestration replay instead produced a "
                + $"{action.GetType().Name} action with this sequence number. ",
        };
    }

    private static string? OfSubOrchestration(HistoryEvent recorded, OrchestratorAction? action)
    {
        var past = $"A previous execution of this orchestration scheduled a sub-orchestration task with sequence ID "
            + $"{recorded.TaskId} and name '{recorded.Name}' (version '{recorded.Version}', instance ID '{recorded.Data}'), "
            + "but the current";
        return action switch
        {
            null => $"{past} replay execution hasn't (yet?) scheduled this task. ",
            CreateSubOrchestrationAction child => IsSame(child.Name, recorded)
                ? null
                : $"{past} orchestration replay instead scheduled a sub-orchestration task with name {child.Name} at this "
                    + "sequence number. ",
            _ => $"{past} orchestration replay instead produced a {action.GetType().Name} action at this sequence number. ",
        };
    }

    private static string? OfSentEvent(HistoryEvent recorded, OrchestratorAction? action)
    {
        var past = $"A previous execution of this orchestration scheduled a send event task with sequence ID "
            + $"{recorded.TaskId}, type 'EventSent', name '{recorded.Name}', instance ID '{recorded.Data}', but the current";
        return action switch
        {
            null => $"{past} replay execution hasn't (yet?) scheduled this task. ",
            SendEventOrchestratorAction sent => IsSame(sent.EventName, recorded)
                ? null
                : $"{past} orchestration replay instead scheduled a send event task with name {sent.EventName} at this "
                    + "sequence number. ",
            _ => $"{past} orchestration replay instead scheduled a {action.GetType().Name} task at this sequence number. ",
        };
    }

    private static bool IsSame(string name, HistoryEvent recorded)
        => string.Equals(name, recorded.Name, StringComparison.OrdinalIgnoreCase);
}
