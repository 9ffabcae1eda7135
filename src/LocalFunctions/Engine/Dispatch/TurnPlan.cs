using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Dispatch;

/// <summary>What a turn does with the messages that it finds.</summary>
internal sealed record TurnPlan
{
    /// <summary>Set when a client ended the instance; nothing else counts then.</summary>
    public HistoryEvent? Termination { get; private init; }

    /// <summary>Whether the instance is suspended after the turn.</summary>
    public bool IsSuspended { get; private init; }

    /// <summary>Whether the orchestrator's code is run.</summary>
    public bool RunsCode { get; private init; }

    /// <summary>What the code is told.</summary>
    public required IReadOnlyList<HistoryEvent> Messages { get; init; }

    /// <summary>Suspending and resuming, which the code does not see.</summary>
    public required IReadOnlyList<HistoryEvent> Controls { get; init; }

    /// <summary>The numbers of the messages that are done with.</summary>
    public required IReadOnlyList<long> Consumed { get; init; }

    public static TurnPlan Make(InstanceRow instance, IReadOnlyList<InboxMessage> inbox)
    {
        var all = inbox.Select(message => message.Sequence).ToList();
        if (instance.HasEnded)
        {
            return new TurnPlan { Messages = [], Controls = [], Consumed = all };
        }

        if (inbox.FirstOrDefault(message => message.Event.Kind == HistoryEventKind.ExecutionTerminated) is { } end)
        {
            return new TurnPlan { Termination = end.Event, Messages = [], Controls = [], Consumed = all };
        }

        return Sort(instance, inbox);
    }

    private static TurnPlan Sort(InstanceRow instance, IReadOnlyList<InboxMessage> inbox)
    {
        var wasSuspended = instance.Status == OrchestrationRuntimeStatus.Suspended;
        var suspended = wasSuspended;
        var isDue = instance.StartAt is null;
        var (consumed, controls) = (new List<long>(), new List<HistoryEvent>());
        var (told, held) = (new List<InboxMessage>(), new List<InboxMessage>());
        foreach (var message in inbox)
        {
            switch (message.Event.Kind)
            {
                case HistoryEventKind.ExecutionSuspended or HistoryEventKind.ExecutionResumed:
                    consumed.Add(message.Sequence);
                    var suspends = message.Event.Kind == HistoryEventKind.ExecutionSuspended;
                    if (suspends == suspended)
                    {
                        break;
                    }

                    suspended = suspends;
                    controls.Add(message.Event);
                    if (!suspended)
                    {
                        told.AddRange(held);
                        held.Clear();
                    }

                    break;
                case var _ when message.Execution is { } execution && execution != instance.Execution:
                    consumed.Add(message.Sequence);
                    break;
                default:
                    (suspended ? held : told).Add(message);
                    break;
            }
        }

        if (!isDue)
        {
            told.Clear();
        }

        consumed.AddRange(told.Select(message => message.Sequence));
        return new TurnPlan
        {
            IsSuspended = suspended,
            RunsCode = told.Count > 0 || (isDue && instance.HistoryLength == 0 && !(wasSuspended && suspended)),
            Messages = [.. told.Select(message => message.Event)],
            Controls = controls,
            Consumed = consumed,
        };
    }
}
