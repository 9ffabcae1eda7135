using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LocalFunctions.Engine.Diagnostics;

/// <summary>The engine's instruments, of the meter <c>LocalFunctions</c>. Times are in seconds.</summary>
internal sealed class EngineMetrics : IDisposable
{
    /// <summary>Stands for a name that nobody has registered: there may be any number of those.</summary>
    public const string UnknownFunction = "(unknown)";

    public const string MeterName = "LocalFunctions";

    private readonly Meter _meter = new(MeterName);
    private readonly KeyValuePair<string, object?> _hub;
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _orchestrationDuration;
    private readonly Histogram<double> _turnDuration;
    private readonly Histogram<double> _activityDuration;

    /// <param name="hub">The hub's name, a tag of every measurement.</param>
    public EngineMetrics(string hub)
    {
        _hub = new KeyValuePair<string, object?>("hub", hub);
        _started = _meter.CreateCounter<long>(
            "localfunctions.orchestrations.started", "{instance}", "Orchestrations that have had their first turn.");
        _ended = _meter.CreateCounter<long>(
            "localfunctions.orchestrations.ended", "{instance}", "Orchestrations that have ended, by status.");
        _orchestrationDuration = _meter.CreateHistogram<double>(
            "localfunctions.orchestration.duration", "s", "From the start of an orchestration to its end.");
        _turnDuration = _meter.CreateHistogram<double>(
            "localfunctions.turn.duration", "s", "An orchestrator's turn, its commit included.");
        _activityDuration = _meter.CreateHistogram<double>(
            "localfunctions.activity.duration", "s", "Executions of activities, by outcome.");
    }

    /// <summary>Lets collectors ask for the present lengths.</summary>
    public void Observe(Func<int> readyInstances, Func<int> waitingActivities, Func<long> waitingTimers)
    {
        _meter.CreateObservableGauge(
            "localfunctions.queue.length",
            () => new Measurement<int>[]
            {
                new(readyInstances(), _hub, new("queue", "orchestrations")),
                new(waitingActivities(), _hub, new("queue", "activities")),
            },
            "{item}",
            "Instances that wait for a turn, and activities that wait for their execution.");
        _meter.CreateObservableGauge(
            "localfunctions.timers.waiting",
            () => new Measurement<long>(waitingTimers(), _hub),
            "{timer}",
            "Durable timers that have not fired.");
    }

    public void OrchestrationStarted(string function)
        => Listeners.Tell(() => _started.Add(1, _hub, Function(function)));

    public void OrchestrationEnded(string function, string status, TimeSpan duration)
        => Listeners.Tell(() =>
        {
            var tags = new TagList { _hub, Function(function), { "status", status } };
            _ended.Add(1, tags);
            _orchestrationDuration.Record(duration.TotalSeconds, tags);
        });

    public void TurnMade(string function, TimeSpan duration)
        => Listeners.Tell(() => _turnDuration.Record(duration.TotalSeconds, _hub, Function(function)));

    public void ActivityEnded(string function, string outcome, TimeSpan duration)
        => Listeners.Tell(() => _activityDuration.Record(
            duration.TotalSeconds, new TagList { _hub, Function(function), { "outcome", outcome } }));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Function(string name) => new("function", name);
}
