using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Diagnostics;

/// <summary>
/// Warns of what the real engine lets happen and an operator would not expect. The engine does as the real one; the warning
/// names the trap and the way out, once an episode.
/// </summary>
internal sealed partial class TrapLog(ILogger logger)
{
    /// <summary>The longest custom status that the Azure Storage backend takes, in UTF-16 characters of its JSON.</summary>
    public const int CustomStatusLimit = 8192;

    private const int CustomStatusNearLimit = CustomStatusLimit * 9 / 10;

    // Code may still stray when its instance has ended and is forgotten: rather some are told twice than all kept for ever.
    private const int MostRemembered = 10_000;

    private readonly Dictionary<string, Trap> _told = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The number of instances of which something has been said.</summary>
    public int Remembered
    {
        get
        {
            lock (_lock)
            {
                return _told.Count;
            }
        }
    }

    /// <summary>The code awaits something that no message will ever complete.</summary>
    public void NonDurableWait(InstanceRow instance)
    {
        if (IsNew(instance, Trap.NonDurableWait))
        {
            Log.NonDurableWait(logger, instance.Name, instance.InstanceId);
        }
    }

    /// <summary>The code has returned, but tasks of its are open.</summary>
    public void ForgottenTasks(InstanceRow instance, int count)
    {
        if (IsNew(instance, Trap.ForgottenTasks))
        {
            Log.ForgottenTasks(logger, instance.Name, instance.InstanceId, count);
        }
    }

    /// <summary>A custom status has been set.</summary>
    /// <param name="instance">Whose.</param>
    /// <param name="length">Its length as JSON, in UTF-16 characters.</param>
    public void CustomStatus(InstanceRow instance, int length)
    {
        if (length > CustomStatusLimit)
        {
            if (IsNew(instance, Trap.CustomStatusOverLimit))
            {
                Log.CustomStatusOverLimit(logger, instance.Name, instance.InstanceId, length, CustomStatusLimit);
            }
        }
        else if (length >= CustomStatusNearLimit && IsNew(instance, Trap.CustomStatusNearLimit))
        {
            Log.CustomStatusNearLimit(logger, instance.Name, instance.InstanceId, length, CustomStatusLimit);
        }
    }

    /// <summary>A wait that had been cancelled has taken an event.</summary>
    public void SwallowedEvent(InstanceRow instance, string eventName)
        => Log.SwallowedEvent(logger, instance.Name, instance.InstanceId, eventName);

    /// <summary>A start has taken the place of an instance that had not ended.</summary>
    public void RunningReplaced(InstanceRow replaced, InstanceRow by)
    {
        Forget(replaced.Key);
        if (by.Parent is { } parent)
        {
            Log.RunningReplacedByChild(
                logger, replaced.Name, replaced.InstanceId, replaced.Status, by.Name, parent.InstanceId);
        }
        else
        {
            Log.RunningReplaced(logger, replaced.Name, replaced.InstanceId, replaced.Status, by.Name);
        }
    }

    /// <summary>An instance has an id of white space only.</summary>
    public void BlankId(InstanceRow instance) => Log.BlankId(logger, instance.Name, instance.InstanceId);

    /// <summary>A client has raised an event for an id that nobody has; it is kept.</summary>
    public void EventForNobody(string instanceId, string eventName) => Log.EventForNobody(logger, eventName, instanceId);

    /// <summary>An orchestrator has sent an event to an id that nobody has; it is lost.</summary>
    public void SentToNobody(InstanceRow sender, string instanceId, string eventName)
        => Log.SentToNobody(logger, sender.Name, sender.InstanceId, eventName, instanceId);

    /// <summary>A purge that named no statuses has taken instances that had not ended.</summary>
    public void RunningPurged(IReadOnlyList<RemovedInstance> removed)
    {
        var running = removed.Where(instance => !InstanceRow.HasEndedIn(instance.Status)).ToList();
        if (running.Count > 0)
        {
            Log.RunningPurged(logger, running.Count, running[0].InstanceId);
        }
    }

    /// <summary>The instance is over: another one of its id is another episode.</summary>
    public void Forget(string key)
    {
        lock (_lock)
        {
            _told.Remove(key);
        }
    }

    private bool IsNew(InstanceRow instance, Trap trap)
    {
        lock (_lock)
        {
            var told = _told.GetValueOrDefault(instance.Key);
            if (told == Trap.None && _told.Count >= MostRemembered)
            {
                _told.Clear();
            }

            _told[instance.Key] = told | trap;
            return !told.HasFlag(trap);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Warning,
            "Orchestration {Function} {InstanceId} waits for something that is not durable and will never go on. An " +
            "orchestrator may await only the tasks of its context: no Task.Delay, Task.Run, ConfigureAwait(false) or I/O. " +
            "Move such work to an activity, and terminate this instance.")]
        public static partial void NonDurableWait(ILogger logger, string function, string instanceId);

        [LoggerMessage(41, LogLevel.Warning,
            "Orchestration {Function} {InstanceId} has returned, but {Count} of its activities, timers or sub-orchestrations " +
            "are open: it stays Running until they end. Await them, or cancel a timer by its token.")]
        public static partial void ForgottenTasks(ILogger logger, string function, string instanceId, int count);

        [LoggerMessage(42, LogLevel.Warning,
            "The custom status of orchestration {Function} {InstanceId} has {Length} characters; above {Limit} it fails the " +
            "instance on Azure Storage. Keep it to a state and counts, and put lists elsewhere.")]
        public static partial void CustomStatusNearLimit(
            ILogger logger, string function, string instanceId, int length, int limit);

        [LoggerMessage(43, LogLevel.Warning,
            "The custom status of orchestration {Function} {InstanceId} has {Length} characters: on Azure Storage, which takes " +
            "{Limit}, the instance would fail. Keep it to a state and counts, and put lists elsewhere.")]
        public static partial void CustomStatusOverLimit(
            ILogger logger, string function, string instanceId, int length, int limit);

        [LoggerMessage(44, LogLevel.Warning,
            "Orchestration {Function} {InstanceId} has lost an event {EventName}: the newest wait for it had been cancelled or " +
            "timed out, and stays registered. Keep one wait for the whole orchestration and race it by Task.WhenAny.")]
        public static partial void SwallowedEvent(ILogger logger, string function, string instanceId, string eventName);

        [LoggerMessage(45, LogLevel.Warning,
            "Orchestration {Function} {InstanceId}, which was {Status}, was replaced by a start of {NewFunction} with its id. " +
            "Give the start dedupe statuses (WithDedupeStatuses) that refuse this, or another id.")]
        public static partial void RunningReplaced(
            ILogger logger, string function, string instanceId, OrchestrationRuntimeStatus status, string newFunction);

        [LoggerMessage(46, LogLevel.Warning,
            "Orchestration {Function} {InstanceId}, which was {Status}, was replaced by {NewFunction}, a sub-orchestration of " +
            "{ParentInstanceId} with its id. Derive the ids of sub-orchestrations from their parent's.")]
        public static partial void RunningReplacedByChild(
            ILogger logger,
            string function,
            string instanceId,
            OrchestrationRuntimeStatus status,
            string newFunction,
            string parentInstanceId);

        [LoggerMessage(47, LogLevel.Warning,
            "Orchestration {Function} was started with the blank id '{InstanceId}'. On Azure Storage such an instance holds up " +
            "all others of the hub for ever. Give it an id with a visible character, or none.")]
        public static partial void BlankId(ILogger logger, string function, string instanceId);

        [LoggerMessage(48, LogLevel.Warning,
            "Event {EventName} was raised for {InstanceId}, which does not exist; it is kept for an instance of that id. On " +
            "Azure Storage it is refused. Start the instance first, or look whether the id is right.")]
        public static partial void EventForNobody(ILogger logger, string eventName, string instanceId);

        [LoggerMessage(49, LogLevel.Warning,
            "Orchestration {Function} {InstanceId} has sent event {EventName} to {ReceiverInstanceId}, which does not exist: it " +
            "is lost. Start the receiver first, or look whether the id is right.")]
        public static partial void SentToNobody(
            ILogger logger, string function, string instanceId, string eventName, string receiverInstanceId);

        [LoggerMessage(50, LogLevel.Warning,
            "A purge has removed {Count} instances that had not ended, {InstanceId} among them, because its filter names no " +
            "statuses. Name the ended ones: Completed, Failed, Terminated.")]
        public static partial void RunningPurged(ILogger logger, int count, string instanceId);
    }
}
