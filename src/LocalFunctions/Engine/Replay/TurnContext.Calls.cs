using LocalFunctions.DurableTask;
using LocalFunctions.Engine.Store;
using CoreTaskFailedException = LocalFunctions.DurableTask.Core.Exceptions.TaskFailedException;

namespace LocalFunctions.Engine.Replay;

/// <content>Actions and what they wait for.</content>
internal sealed partial class TurnContext
{
    private readonly SortedDictionary<int, OrchestratorAction> _unconfirmed = [];
    private readonly Dictionary<int, TaskCompletionSource<string?>> _openTasks = [];
    private readonly HashSet<int> _cancelledTimers = [];
    private int _nextId;

    public override async Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} value was provided for the activity input but no value was provided for "
                + $"{nameof(options)}. Did you actually mean to provide a {nameof(TaskOptions)} value for the "
                + $"{nameof(options)} parameter?",
                nameof(input));
        }

        ArgumentNullException.ThrowIfNull(name.Name, "value");
        var version = options?.Version?.Version ?? Version;
        try
        {
            return await RetryAsync(options?.Retry, attempt => ScheduleAsync<TResult>(name, version, input, attempt));
        }
        catch (CoreTaskFailedException e) when (e.IsActivity)
        {
            throw new TaskFailedException(name, e.TaskId, e);
        }
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(orchestratorName.Name, "value");
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        if (InstanceRow.KeyOf(instanceId) == InstanceRow.KeyOf(InstanceId))
        {
            throw new ArgumentException(
                $"A sub-orchestration cannot have the instance id of its caller, '{instanceId}'. Give it another one.",
                nameof(options));
        }

        var version = options?.Version?.Version ?? _environment.DefaultVersion;
        try
        {
            return await RetryAsync(
                options?.Retry, _ => StartChildAsync<TResult>(orchestratorName, version, instanceId, input, options?.Tags));
        }
        catch (CoreTaskFailedException e) when (!e.IsActivity)
        {
            throw new TaskFailedException(orchestratorName, e.TaskId, e.FailureDetails!);
        }
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
        => await SetTimer(fireAt.ToUniversalTime(), cancellationToken);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        RequireTurn();
        return _events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        RequireTurn();
        if (string.IsNullOrWhiteSpace(instanceId))
        {
            throw new ArgumentException("An event needs the instance id of its receiver.", nameof(instanceId));
        }

        var id = _nextId++;
        _unconfirmed.Add(id, new SendEventOrchestratorAction(id, instanceId, eventName, Converter.Serialize(payload)));
    }

    private async Task<TResult> ScheduleAsync<TResult>(string name, string version, object? input, int attempt)
    {
        RequireTurn();
        var id = _nextId++;

        // No input is the JSON null: an activity that takes a value then fails, one that takes an object gets null.
        var action = new ScheduleTaskOrchestratorAction(id, name, version, Converter.Serialize(input) ?? "null", attempt);
        return Read<TResult>(await Open(action).Task);
    }

    private async Task<TResult> StartChildAsync<TResult>(
        string name, string version, string instanceId, object? input, IDictionary<string, string>? tags)
    {
        RequireTurn();
        var id = _nextId++;
        var action = new CreateSubOrchestrationAction(id, name, version, instanceId, Converter.Serialize(input))
        {
            Tags = tags is null ? null : new Dictionary<string, string>(tags),
        };
        return Read<TResult>(await Open(action).Task);
    }

    private Task<string?> SetTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        RequireTurn();
        var id = _nextId++;
        var timer = Open(new CreateTimerOrchestratorAction(id, fireAt));
        cancellationToken.Register(() =>
        {
            if (_thread.IsCurrent && timer.TrySetCanceled())
            {
                _openTasks.Remove(id);
                if (!Replaying)
                {
                    _cancelledTimers.Add(id);
                }
            }
        });
        return timer.Task;
    }

    private TaskCompletionSource<string?> Open(OrchestratorAction action)
    {
        // Continuations run within the turn, one event after the other; hence not asynchronously.
        var source = new TaskCompletionSource<string?>();
        _unconfirmed.Add(action.Id, action);
        _openTasks.Add(action.Id, source);
        return source;
    }

    private static TResult Read<TResult>(string? result)
        => string.IsNullOrWhiteSpace(result) ? default! : Converter.Deserialize<TResult>(result)!;
}
