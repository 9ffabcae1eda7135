using LocalFunctions.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine;

/// <summary>What the engine logs: names, ids and numbers, never an input or an output.</summary>
internal static partial class Log
{
    private static readonly Func<ILogger, string, string, int, IDisposable?> ActivityScope =
        LoggerMessage.DefineScope<string, string, int>("{Function} {InstanceId} {Attempt}");

    private static readonly Func<ILogger, string, string, IDisposable?> OrchestrationScope =
        LoggerMessage.DefineScope<string, string>("{Function} {InstanceId}");

    /// <summary>Gives what an activity logs its function, instance and attempt.</summary>
    public static IDisposable? BeginActivity(this ILogger logger, string function, string instanceId, int attempt)
        => ActivityScope(logger, function, instanceId, attempt);

    /// <summary>Gives what an orchestrator logs its function and instance.</summary>
    public static IDisposable? BeginOrchestration(this ILogger logger, string function, string instanceId)
        => OrchestrationScope(logger, function, instanceId);

    [LoggerMessage(1, LogLevel.Information,
        "The engine has opened {StorePath}: {Orchestrations} orchestrations, {Activities} activities and {Timers} " +
        "timers go on.")]
    public static partial void EngineStarted(
        this ILogger logger, string storePath, int orchestrations, int activities, int timers);

    [LoggerMessage(2, LogLevel.Information, "The engine has stopped.")]
    public static partial void EngineStopped(this ILogger logger);

    [LoggerMessage(3, LogLevel.Information,
        "The engine waits no longer for what runs; what is unfinished will be run again after the next start.")]
    public static partial void EngineStoppedEarly(this ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "An activity's answer to the stop has failed with {Type}.")]
    public static partial void StopDisturbed(this ILogger logger, string type);

    [LoggerMessage(10, LogLevel.Information, "Orchestration {Function} {InstanceId} has started.")]
    public static partial void OrchestrationStarted(this ILogger logger, string function, string instanceId);

    [LoggerMessage(11, LogLevel.Information, "Orchestration {Function} {InstanceId} has ended after {Milliseconds:0} ms: {Status}.")]
    public static partial void OrchestrationEnded(
        this ILogger logger, string function, string instanceId, OrchestrationRuntimeStatus status, double milliseconds);

    [LoggerMessage(12, LogLevel.Error, "Orchestration {Function} {InstanceId} has failed after {Milliseconds:0} ms.")]
    public static partial void OrchestrationFailed(
        this ILogger logger, Exception? exception, string function, string instanceId, double milliseconds);

    [LoggerMessage(13, LogLevel.Debug, "Orchestration {Function} {InstanceId} continues as new, generation {Generation}.")]
    public static partial void OrchestrationContinues(
        this ILogger logger, string function, string instanceId, int generation);

    [LoggerMessage(15, LogLevel.Error, "A turn of instance {Key} could not be made; it is tried again.")]
    public static partial void TurnFailed(this ILogger logger, Exception exception, string key);

    [LoggerMessage(20, LogLevel.Debug,
        "Activity {Function} (task {TaskId} of {InstanceId}, attempt {Attempt}) starts, delivery {Delivery}.")]
    public static partial void ActivityStarted(
        this ILogger logger, string function, int taskId, string instanceId, int attempt, int delivery);

    [LoggerMessage(21, LogLevel.Debug,
        "Activity {Function} (task {TaskId} of {InstanceId}, attempt {Attempt}) is done after {Milliseconds:0} ms.")]
    public static partial void ActivityCompleted(
        this ILogger logger, string function, int taskId, string instanceId, int attempt, double milliseconds);

    [LoggerMessage(22, LogLevel.Warning,
        "Activity {Function} (task {TaskId} of {InstanceId}, attempt {Attempt}) has failed after {Milliseconds:0} ms, " +
        "delivery {Delivery}.")]
    public static partial void ActivityFailed(
        this ILogger logger,
        Exception exception,
        string function,
        int taskId,
        string instanceId,
        int attempt,
        double milliseconds,
        int delivery);

    [LoggerMessage(23, LogLevel.Warning, "Nobody has registered activity {Function} (task {TaskId} of {InstanceId}).")]
    public static partial void ActivityNotFound(this ILogger logger, string function, int taskId, string instanceId);

    [LoggerMessage(24, LogLevel.Information,
        "Activity {Function} (task {TaskId} of {InstanceId}) was interrupted by the stop; it will be run again.")]
    public static partial void ActivityInterrupted(this ILogger logger, string function, int taskId, string instanceId);

    [LoggerMessage(25, LogLevel.Error, "The result of an activity could not be stored: {Type}.")]
    public static partial void ActivityNotAcknowledged(this ILogger logger, string type);

    [LoggerMessage(26, LogLevel.Error, "{Count} timers could not be fired ({Type}); it is tried again.")]
    public static partial void TimersNotFired(this ILogger logger, string type, int count);

    [LoggerMessage(27, LogLevel.Warning,
        "The services of {Function} ({InstanceId}) could not be disposed of; its result stands.")]
    public static partial void ScopeNotDisposed(this ILogger logger, Exception exception, string function, string instanceId);

    [LoggerMessage(30, LogLevel.Error,
        "{Reason} What the engine has to store itself waits and is tried again every {Wait}; nothing of it is lost.")]
    public static partial void StoreUnavailable(this ILogger logger, string reason, TimeSpan wait);

    [LoggerMessage(34, LogLevel.Information, "The store can be used again; nothing waits for it any more.")]
    public static partial void StoreAvailable(this ILogger logger);

    [LoggerMessage(31, LogLevel.Information,
        "{Count} instances that ended more than {Age} ago have been removed with their histories.")]
    public static partial void EndedInstancesRemoved(this ILogger logger, int count, TimeSpan age);

    [LoggerMessage(32, LogLevel.Warning,
        "{Count} events have been removed: for {Age} no instance was started with the id that they were raised for.")]
    public static partial void EventsForNobodyRemoved(this ILogger logger, int count, TimeSpan age);

    [LoggerMessage(33, LogLevel.Warning, "Old instances could not be removed; it is tried again in {Interval}.")]
    public static partial void UpkeepFailed(this ILogger logger, Exception exception, TimeSpan interval);
}
