using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.DurableTask.Core.Exceptions;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.Engine.Replay;

/// <summary>
/// One turn of an orchestrator: its code is run from the start, sees what has happened so far, then what is new, and goes on
/// until it waits. Nothing is stored here.
/// </summary>
internal sealed class OrchestrationTurn(InstanceRow instance, TurnEnvironment environment)
{
    /// <summary>Runs the turn on the calling thread.</summary>
    /// <param name="orchestrator">The code.</param>
    /// <param name="past">The history, empty on the first turn.</param>
    /// <param name="messages">What is new.</param>
    /// <param name="now">The time of the turn, UTC.</param>
    public TurnOutcome Run(
        ITaskOrchestrator orchestrator,
        IReadOnlyList<HistoryEvent> past,
        IReadOnlyList<HistoryEvent> messages,
        DateTime now)
    {
        var news = Begin(past, now, isContinued: instance.Status == OrchestrationRuntimeStatus.Running);
        news.AddRange(messages);
        TurnOutcome? outcome = null;
        var thread = new TurnThread(() => environment.Traps.NonDurableWait(instance));
        thread.Run(() => outcome = Run(new TurnContext(instance, thread, environment), orchestrator, past, news));
        return outcome!;
    }

    /// <summary>The outcome for an orchestrator that nobody has registered.</summary>
    public TurnOutcome NotFound(IReadOnlyList<HistoryEvent> past, DateTime now)
        => Failed(Begin(past, now), Failures.UnknownOrchestrator(instance.Name), null);

    /// <summary>The outcome when the orchestrator cannot be made.</summary>
    public static TurnOutcome NotMade(IReadOnlyList<HistoryEvent> past, DateTime now, Exception exception)
        => Failed(Begin(past, now), Failures.Of(exception), exception);

    private static List<HistoryEvent> Begin(IReadOnlyList<HistoryEvent> past, DateTime now, bool isContinued = false)
    {
        var news = new List<HistoryEvent> { new(HistoryEventKind.TurnStarted, now) };
        if (past.Count == 0)
        {
            news.Add(new HistoryEvent(HistoryEventKind.ExecutionStarted, now)
            {
                Name = isContinued ? HistoryEvent.ContinuedAsNew : null,
            });
        }

        return news;
    }

    private static TurnOutcome Run(
        TurnContext context, ITaskOrchestrator orchestrator, IReadOnlyList<HistoryEvent> past, List<HistoryEvent> news)
    {
        try
        {
            context.Replaying = true;
            foreach (var happened in past)
            {
                context.Apply(happened, orchestrator);
            }

            context.Replaying = false;
            foreach (var happened in news)
            {
                context.Apply(happened, orchestrator);
            }

            return context.IsOver && !context.HasOpenTasks ? End(context, news) : GoOn(context, news);
        }
        catch (NonDeterministicOrchestrationException e)
        {
            return Failed(news, Failures.Of(e), e) with
            {
                Output = e.Message,
                CustomStatus = context.SerializeCustomStatus(),
            };
        }
        catch (Exception e)
        {
            // An event whose payload does not fit its waiter, or an unhandled exception of an async void method.
            return Failed(news, Failures.Of(e), e);
        }
    }

    private static TurnOutcome GoOn(TurnContext context, List<HistoryEvent> news) => new()
    {
        Status = OrchestrationRuntimeStatus.Running,
        CustomStatus = context.SerializeCustomStatus(),
        History = WithActions(news, context),
        Actions = context.NewActions,
        CancelledTimers = context.CancelledTimers,
        IsStuck = context.IsStuck,
        ForgottenTasks = context.ForgottenTasks,
    };

    private static TurnOutcome End(TurnContext context, List<HistoryEvent> news)
    {
        var execution = context.Execution!;
        if (execution.IsCanceled)
        {
            var cancelled = new AggregateException(new TaskCanceledException(execution));
            return Failed(news, Failures.Of(cancelled), cancelled);
        }

        if (execution.Exception?.InnerException is { } exception)
        {
            return GoOn(context, news) with
            {
                Status = OrchestrationRuntimeStatus.Failed,
                Output = exception.Message,
                Failure = Failures.OfOrchestrator(exception),
                Exception = exception,
            };
        }

        return context.Next is { } next
            ? GoOn(context, news) with { Next = next, CustomStatus = null }
            : GoOn(context, news) with { Status = OrchestrationRuntimeStatus.Completed, Output = execution.Result };
    }

    private static TurnOutcome Failed(List<HistoryEvent> news, TaskFailureDetails failure, Exception? exception) => new()
    {
        Status = OrchestrationRuntimeStatus.Failed,
        Failure = failure,
        Exception = exception,
        History = news,
    };

    private static List<HistoryEvent> WithActions(List<HistoryEvent> news, TurnContext context)
        => [.. news, .. context.NewActions.Select(action => Describe(action, news[0].At))];

    private static HistoryEvent Describe(OrchestratorAction action, DateTime at) => action switch
    {
        ScheduleTaskOrchestratorAction activity => new HistoryEvent(HistoryEventKind.TaskScheduled, at)
        {
            TaskId = action.Id,
            Name = activity.Name,
            Version = activity.Version,
        },
        CreateSubOrchestrationAction child => new HistoryEvent(HistoryEventKind.SubOrchestrationCreated, at)
        {
            TaskId = action.Id,
            Name = child.Name,
            Version = child.Version,
            Data = child.InstanceId,
        },
        CreateTimerOrchestratorAction timer => new HistoryEvent(HistoryEventKind.TimerCreated, at)
        {
            TaskId = action.Id,
            Data = timer.FireAt.ToString("o"),
        },
        SendEventOrchestratorAction sent => new HistoryEvent(HistoryEventKind.EventSent, at)
        {
            TaskId = action.Id,
            Name = sent.EventName,
            Data = sent.InstanceId,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An action that the history does not know."),
    };
}
