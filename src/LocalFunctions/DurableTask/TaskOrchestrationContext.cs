using System.Collections.ObjectModel;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.DurableTask;

/// <summary>
/// What an orchestrator acts through. Only its tasks may be awaited; time, identifiers and logging come from it too, so
/// that a replay repeats them.
/// </summary>
public abstract class TaskOrchestrationContext
{
    private ReplaySafeLoggerFactory? _replaySafeLoggerFactory;

    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that called this one; <see langword="null"/> for one that a client started.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the turn, UTC: the same within a turn and on every replay of it.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code that runs has run before.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The instance's version, empty when there is none.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Properties of the host; empty here.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>Makes loggers that are silent during a replay.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory
        => _replaySafeLoggerFactory ??= new ReplaySafeLoggerFactory(this, () => LoggerFactory);

    /// <summary>The host's logger factory.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The input.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity.</summary>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null)
        => CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity without input.</summary>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options)
        => CallActivityAsync(name, null, options);

    /// <summary>Calls an activity without input.</summary>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options)
        => CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity.</summary>
    /// <exception cref="TaskFailedException">The activity failed, at the await.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>A durable timer that fires after the delay.</summary>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken)
        => CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>A durable timer that fires at the time; a past time fires at once.</summary>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for an external event. Of several waiters on one name the newest gets the next event; a cancelled waiter stays
    /// registered and swallows one.
    /// </summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an external event for at most the given time; then the task is cancelled.</summary>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout)
        => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an external event for at most the given time; then the task is cancelled.</summary>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timerCancellation = new CancellationTokenSource();
        var timer = CreateTimer(timeout, timerCancellation.Token);
        using var eventCancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var externalEvent = WaitForExternalEvent<T>(eventName, eventCancellation.Token);
        var winner = await Task.WhenAny(timer, externalEvent);
        var loser = winner == externalEvent ? timerCancellation : eventCancellation;

        // Not CancelAsync: it cancels on the thread pool, outside the turn.
        CancelInTurn(loser);
        return await externalEvent;
    }

    /// <summary>Raises an event for another orchestration; nothing happens when that does not exist.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets the custom status that clients see.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Calls a sub-orchestrator.</summary>
    /// <exception cref="TaskFailedException">The sub-orchestration failed or was terminated, at the await.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Calls a sub-orchestrator without input.</summary>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options)
        => CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Calls a sub-orchestrator without input.</summary>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options)
        => CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Calls a sub-orchestrator.</summary>
    public virtual Task CallSubOrchestratorAsync(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
        => CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>
    /// Starts the orchestration over, with a new input and an empty history, once its code has returned. The last call wins.
    /// </summary>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <inheritdoc cref="ContinueAsNew(object?, bool)"/>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        Check.NotNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A unique identifier that is the same on every replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent during a replay.</summary>
    public virtual ILogger CreateReplaySafeLogger(string categoryName)
        => ReplaySafeLoggerFactory.CreateLogger(categoryName);

    /// <summary>A logger that is silent during a replay.</summary>
    public virtual ILogger CreateReplaySafeLogger(Type type) => ReplaySafeLoggerFactory.CreateLogger(type);

    /// <summary>A logger that is silent during a replay.</summary>
    public virtual ILogger CreateReplaySafeLogger<T>() => ReplaySafeLoggerFactory.CreateLogger<T>();

    /// <summary>
    /// Compares the instance's version with another: negative when it is the lower one. An empty version is below all others;
    /// what is no version number is compared as text, without regard to case.
    /// </summary>
    public virtual int CompareVersionTo(string version)
    {
        var (ours, theirs) = (string.IsNullOrWhiteSpace(Version), string.IsNullOrWhiteSpace(version));
        if (ours || theirs)
        {
            return theirs.CompareTo(ours);
        }

        return System.Version.TryParse(Version, out var left) && System.Version.TryParse(version, out var right)
            ? left.CompareTo(right)
            : string.Compare(Version, version, StringComparison.OrdinalIgnoreCase);
    }

    private static void CancelInTurn(CancellationTokenSource source) => source.Cancel();
}
