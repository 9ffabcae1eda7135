using System.Globalization;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Store;
using Newtonsoft.Json;

namespace LocalFunctions.Hosting.Management;

/// <summary>
/// The history of an instance: what was scheduled is told together with its end, and what has not ended by itself; turns are
/// left out.
/// </summary>
internal sealed class HistoryJson
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    private readonly JsonWriter _json;
    private readonly InstanceRow _instance;
    private readonly bool _showInput;
    private readonly bool _showOutput;
    private readonly Dictionary<int, HistoryEvent> _scheduled = [];
    private readonly HashSet<int> _ended = [];

    private HistoryJson(JsonWriter json, InstanceRow instance, bool showInput, bool showOutput)
    {
        _json = json;
        _instance = instance;
        _showInput = showInput;
        _showOutput = showOutput;
    }

    /// <summary>Writes the history.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="history">Its history.</param>
    /// <param name="showInput">Whether inputs are shown.</param>
    /// <param name="showOutput">Whether results are shown.</param>
    public static void Write(
        JsonWriter json, InstanceRow instance, IReadOnlyList<HistoryEvent> history, bool showInput, bool showOutput) =>
        new HistoryJson(json, instance, showInput, showOutput).Write(history);

    private void Write(IReadOnlyList<HistoryEvent> history)
    {
        foreach (var happened in history)
        {
            if (IsScheduling(happened.Kind))
            {
                _scheduled[happened.TaskId] = happened;
            }
            else if (happened.TaskId >= 0)
            {
                _ended.Add(happened.TaskId);
            }
        }

        _json.WriteStartArray();
        foreach (var happened in history)
        {
            Write(happened);
        }

        // A termination ends the execution without an event of its own.
        if (_instance.HasEnded && history.All(happened => happened.Kind != HistoryEventKind.ExecutionCompleted))
        {
            Completed(_instance.UpdatedAt);
        }

        _json.WriteEndArray();
    }

    private void Write(HistoryEvent happened)
    {
        switch (happened.Kind)
        {
            case HistoryEventKind.ExecutionStarted:
                Started(happened);
                break;
            case HistoryEventKind.ExecutionCompleted:
                Completed(happened.At);
                break;
            case HistoryEventKind.ExecutionTerminated:
                Event(happened, "ExecutionTerminated", () => Input(happened.Data));
                break;
            case HistoryEventKind.ExecutionSuspended or HistoryEventKind.ExecutionResumed:
                Event(happened, happened.Kind.ToString(), () => Text("Reason", happened.Data));
                break;
            case HistoryEventKind.TaskScheduled when !_ended.Contains(happened.TaskId):
                Event(happened, "TaskScheduled", () => Scheduled(happened));
                break;
            case HistoryEventKind.SubOrchestrationCreated when !_ended.Contains(happened.TaskId):
                Event(happened, "SubOrchestrationInstanceCreated", () => Created(happened));
                break;
            case HistoryEventKind.TaskCompleted:
                Ended(happened, "TaskCompleted", () => Result(happened.Data));
                break;
            case HistoryEventKind.SubOrchestrationCompleted:
                Ended(happened, "SubOrchestrationInstanceCompleted", () => Result(happened.Data));
                break;
            case HistoryEventKind.TaskFailed:
                Ended(happened, "TaskFailed", () => Failed(
                    happened, $"Function '{NameOf(happened)}' failed with an unhandled exception."));
                break;
            case HistoryEventKind.SubOrchestrationFailed:
                Ended(happened, "SubOrchestrationInstanceFailed", () => Failed(happened, happened.Failure?.ErrorMessage));
                break;
            case HistoryEventKind.TimerCreated or HistoryEventKind.TimerFired:
                Event(happened, happened.Kind.ToString(), () => Text("FireAt", FireAt(happened)));
                break;
            case HistoryEventKind.EventRaised:
                Event(happened, "EventRaised", () => Raised(happened));
                break;
            case HistoryEventKind.EventSent:
                Event(happened, "EventSent", () => Sent(happened));
                break;
        }
    }

    private void Started(HistoryEvent happened)
    {
        var isFirst = happened.Name != HistoryEvent.ContinuedAsNew;
        Begin("ExecutionStarted");
        Input(_instance.Input);
        Text("Correlation", null);
        Text("ParentTraceContext", null);
        Text("ScheduledStartTime", null);
        _json.WritePropertyName("Generation");
        _json.WriteValue(isFirst ? 0 : (int?)null);
        _json.WritePropertyName("GenerateNewTrace");
        _json.WriteValue(false);
        End(isFirst ? _instance.CreatedAt : happened.At, () => Text("FunctionName", _instance.Name));
    }

    private void Completed(DateTime at)
    {
        Begin("ExecutionCompleted");
        Text("OrchestrationStatus", _instance.Status.ToString());
        Result(_instance is { Status: OrchestrationRuntimeStatus.Failed, Failure: { } failure }
            ? JsonConvert.ToString(failure.ErrorMessage)
            : _instance.Output);
        _json.WritePropertyName("FailureDetails");
        FailureJson.Write(_json, _instance.Failure);
        End(at);
    }

    private void Ended(HistoryEvent happened, string type, Action write)
    {
        Begin(type);
        write();
        End(happened.At, () =>
        {
            if (_scheduled.TryGetValue(happened.TaskId, out var scheduled))
            {
                Text("ScheduledTime", $"{scheduled.At.ToString(TimeFormat, CultureInfo.InvariantCulture)}+00:00");
                Text("FunctionName", scheduled.Name);
                Input(null);
            }
        });
    }

    private void Scheduled(HistoryEvent happened)
    {
        Text("Name", happened.Name);
        Input(null);
        Text("ParentTraceContext", null);
        _json.WritePropertyName("Tags");
        _json.WriteStartObject();
        _json.WriteEndObject();
    }

    private void Created(HistoryEvent happened)
    {
        Text("Name", happened.Name);
        Text("InstanceId", happened.Data);
        Input(null);
        Text("ClientSpanId", null);
    }

    private void Raised(HistoryEvent happened)
    {
        Text("Name", happened.Name);
        Input(happened.Data);
        Text("ParentTraceContext", null);
    }

    private void Sent(HistoryEvent happened)
    {
        Text("InstanceId", happened.Data);
        Text("Name", happened.Name);
        Input(null);
    }

    private void Failed(HistoryEvent happened, string? reason)
    {
        Text("Reason", reason);
        Text("Details", null);
        _json.WritePropertyName("FailureDetails");
        FailureJson.Write(_json, happened.Failure);
    }

    private void Input(string? input)
    {
        if (_showInput)
        {
            Text("Input", input);
        }
    }

    private void Result(string? result)
    {
        if (_showOutput)
        {
            _json.WritePropertyName("Result");
            PayloadJson.WriteStored(_json, result);
        }
    }

    private void Event(HistoryEvent happened, string type, Action write)
    {
        Begin(type);
        write();
        End(happened.At);
    }

    private void Begin(string type)
    {
        _json.WriteStartObject();
        Text("EventType", type);
    }

    private void End(DateTime at, Action? write = null)
    {
        Text("Timestamp", $"{at.ToString(TimeFormat, CultureInfo.InvariantCulture)}Z");
        write?.Invoke();
        _json.WriteEndObject();
    }

    private void Text(string name, string? value) => ManagementAnswer.Property(_json, name, value);

    private string? NameOf(HistoryEvent happened) => _scheduled.GetValueOrDefault(happened.TaskId)?.Name;

    private string? FireAt(HistoryEvent happened) =>
        DateTime.TryParse(
            _scheduled.GetValueOrDefault(happened.TaskId)?.Data,
            CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind,
            out var at)
            ? $"{at.ToString(TimeFormat, CultureInfo.InvariantCulture)}Z"
            : null;

    private static bool IsScheduling(HistoryEventKind kind) =>
        kind is HistoryEventKind.TaskScheduled or HistoryEventKind.SubOrchestrationCreated or HistoryEventKind.TimerCreated
            or HistoryEventKind.EventSent;
}
