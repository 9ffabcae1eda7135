using LocalFunctions.DurableTask;
using LocalFunctions.DurableTask.Converters;
using LocalFunctions.Engine.Store;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Engine.Replay;

/// <summary>The context of an orchestrator during one turn.</summary>
internal sealed partial class TurnContext : TaskOrchestrationContext
{
    private readonly InstanceRow _instance;
    private readonly TurnThread _thread;
    private readonly TurnEnvironment _environment;
    private readonly ExternalEvents _events;
    private readonly List<HistoryEvent> _carriedOver = [];
    private ITaskOrchestrator? _orchestrator;
    private object? _input;
    private object? _customStatus;
    private NextGeneration? _next;
    private DateTime _now;
    private int _guids;

    public TurnContext(InstanceRow instance, TurnThread thread, TurnEnvironment environment)
    {
        _instance = instance;
        _thread = thread;
        _environment = environment;
        _events = new ExternalEvents(Converter, () => thread.IsCurrent, TellSwallowed);
        Parent = instance.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;
    }

    public override TaskName Name => _instance.Name;

    public override string InstanceId => _instance.InstanceId;

    public override string Version => _instance.Version;

    public override ParentOrchestrationInstance? Parent { get; }

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => Replaying;

    /// <summary>Whether the events that are applied have been applied in an earlier turn.</summary>
    public bool Replaying { get; set; }

    protected override ILoggerFactory LoggerFactory => _environment.LoggerFactory;

    private static DataConverter Converter => JsonDataConverter.Default;

    public override T? GetInput<T>()
        where T : default
    {
        // An orchestrator that declares no type for its input, as functions do not, reads it as it likes.
        if (_orchestrator is { InputType: var type } && type == typeof(object))
        {
            return _instance.Input is null ? default : Converter.Deserialize<T>(_instance.Input);
        }

        return (T?)_input!;
    }

    public override Guid NewGuid()
    {
        RequireTurn();
        return DeterministicGuid.Create(InstanceId, _now, _guids++);
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireTurn();
        _customStatus = customStatus;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
        => ContinueAsNew(new ContinueAsNewOptions
        {
            NewInput = newInput,
            PreserveUnprocessedEvents = preserveUnprocessedEvents,
        });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        Check.NotNull(options);
        RequireTurn();
        var version = string.IsNullOrWhiteSpace(options.NewVersion) ? Version : options.NewVersion;
        _next = new NextGeneration(Converter.Serialize(options.NewInput), version, _carriedOver);
        if (options.PreserveUnprocessedEvents)
        {
            _carriedOver.AddRange(_events.TakeAll());
        }
    }

    /// <summary>The custom status as text.</summary>
    public string? SerializeCustomStatus() => Converter.Serialize(_customStatus);

    private void TellSwallowed(string eventName)
    {
        if (!Replaying)
        {
            _environment.Traps.SwallowedEvent(_instance, eventName);
        }
    }

    private void RequireTurn()
    {
        if (!_thread.IsCurrent)
        {
            _thread.Stray();
            throw new InvalidOperationException(
                "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an "
                + "orchestrator function's implementation or by middleware that invokes asynchronous code.");
        }
    }
}
