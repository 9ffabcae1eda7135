using System.Collections.Concurrent;
using System.Diagnostics;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Store;
using SpanContext = System.Diagnostics.ActivityContext;

namespace LocalFunctions.Engine.Diagnostics;

/// <summary>
/// The engine's spans, of the source <c>LocalFunctions</c>: one for an orchestration from its first turn to its end, and below it
/// its activities, timers and sub-orchestrations. They are made of what is new in a turn, hence not on a replay. Nothing of an
/// input, an output or a message is in them.
/// </summary>
internal sealed class EngineTracing : IDisposable
{
    public const string SourceName = "LocalFunctions";

    private readonly ActivitySource _source = new(SourceName);
    private readonly ConcurrentDictionary<string, OpenSpan> _open = new(StringComparer.Ordinal);

    /// <summary>The caller's span, as it is kept with what the caller starts.</summary>
    public static string? CurrentParent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;

    /// <summary>
    /// Opens the span of an instance whose first turn this is. Gives the instance with what its tasks have as their parent.
    /// </summary>
    public InstanceRow Begin(InstanceRow instance)
    {
        if (instance.HistoryLength > 0 || instance.Generation > 0)
        {
            return instance;
        }

        if (_open.TryGetValue(instance.Key, out var open) && open.Execution == instance.Execution)
        {
            // The turn is made again.
            return instance with { TraceParent = open.Span.Id };
        }

        Abandon(instance.Key);
        if (StartOrchestration(instance, default) is not { } span)
        {
            return instance;
        }

        _open[instance.Key] = new OpenSpan(instance.Execution, span);
        return instance with { TraceParent = span.Id };
    }

    /// <summary>Closes the span of an instance that has ended; when an earlier process began it, makes another below that.</summary>
    public void End(InstanceRow instance)
    {
        var span = _open.TryRemove(instance.Key, out var open)
            ? open.Span
            : StartOrchestration(instance, instance.CreatedAt);
        if (span is not null)
        {
            Stop(span, instance.Status);
        }
    }

    /// <summary>Closes the span of an instance that was replaced or purged, if it is open.</summary>
    public void Abandon(string key)
    {
        if (_open.TryRemove(key, out var open))
        {
            Stop(open.Span, null);
        }
    }

    /// <summary>The span of an execution of an activity, current in what the caller awaits.</summary>
    public Activity? StartActivity(ActivityWork work, int delivery)
    {
        var span = Start($"activity:{work.Name}", ActivityKind.Server, work.TraceParent, default);
        return span is null
            ? null
            : Describe(span, "activity", work.Name, work.InstanceId)
                .SetTag("durabletask.task.task_id", work.TaskId)
                .SetTag("localfunctions.attempt", work.Attempt)
                .SetTag("localfunctions.delivery", delivery);
    }

    /// <summary>Closes the span of an execution of an activity. No message: it may hold what the activity works on.</summary>
    public static void EndActivity(Activity? span, string outcome, Exception? exception) => Listeners.Tell(() =>
    {
        span?.SetTag("localfunctions.outcome", outcome);
        if (exception is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", exception.GetType().FullName);
        }

        span?.Dispose();
    });

    /// <summary>Adds the spans of the timers that have fired for a turn.</summary>
    /// <param name="instance">Whose turn it is.</param>
    /// <param name="history">What happened before.</param>
    /// <param name="messages">What is new.</param>
    public void AddTimers(InstanceRow instance, IReadOnlyList<HistoryEvent> history, IReadOnlyList<HistoryEvent> messages)
    {
        var fired = messages.Where(message => message.Kind == HistoryEventKind.TimerFired).ToList();
        if (fired.Count == 0 || !_source.HasListeners())
        {
            return;
        }

        var created = history
            .Where(happened => happened.Kind == HistoryEventKind.TimerCreated)
            .ToDictionary(happened => happened.TaskId, happened => happened.At);
        fired.ForEach(timer => AddTimer(instance, timer, created.GetValueOrDefault(timer.TaskId, timer.At)));
    }

    /// <summary>Closes what is open: the process ends, the orchestrations do not.</summary>
    public void Dispose()
    {
        foreach (var key in _open.Keys)
        {
            Abandon(key);
        }

        _source.Dispose();
    }

    private void AddTimer(InstanceRow instance, HistoryEvent fired, DateTime createdAt) => KeepingCurrent(() =>
    {
        var span = Start("timer", ActivityKind.Internal, instance.TraceParent, createdAt);
        Listeners.Tell(() => span?.SetTag("durabletask.type", "timer")
            .SetTag("durabletask.task.instance_id", instance.InstanceId)
            .SetTag("durabletask.task.task_id", fired.TaskId)
            .SetEndTime(fired.At)
            .Stop());
        return span;
    });

    private Activity? StartOrchestration(InstanceRow instance, DateTime startTime) => KeepingCurrent(() =>
    {
        var span = Start($"orchestration:{instance.Name}", ActivityKind.Server, instance.TraceParent, startTime);
        return span is null ? null : Describe(span, "orchestration", instance.Name, instance.InstanceId);
    });

    private Activity? Start(string name, ActivityKind kind, string? parent, DateTime startTime)
    {
        // Without a parent it would become a child of whatever was current when the engine started.
        Activity.Current = null;
        SpanContext.TryParse(parent, null, out var context);
        Activity? span = null;
        Listeners.Tell(() => span = _source.StartActivity(name, kind, context, startTime: startTime));
        return span;
    }

    private static Activity Describe(Activity span, string type, string name, string instanceId)
        => span.SetTag("durabletask.type", type)
            .SetTag("durabletask.task.name", name)
            .SetTag("durabletask.task.instance_id", instanceId);

    private static void Stop(Activity span, OrchestrationRuntimeStatus? status) => KeepingCurrent(() =>
    {
        span.SetTag("durabletask.task.status", status?.ToString() ?? "Running");
        if (status == OrchestrationRuntimeStatus.Failed)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        Listeners.Tell(span.Stop);
        return span;
    });

    private static Activity? KeepingCurrent(Func<Activity?> action)
    {
        var current = Activity.Current;
        try
        {
            return action();
        }
        finally
        {
            Activity.Current = current;
        }
    }

    private sealed record OpenSpan(long Execution, Activity Span);
}
