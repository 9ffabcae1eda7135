using System.Globalization;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Engine.Store;
using Newtonsoft.Json;

namespace LocalFunctions.Hosting.Management;

/// <summary>The status document of an instance.</summary>
/// <param name="orchestrators">The names of the app's orchestrator functions.</param>
internal sealed class StatusJson(IReadOnlyList<string> orchestrators)
{
    private const string UnknownOrchestrator = "OrchestratorTaskNotFound";

    /// <summary>Writes the document.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="reason">Why it was last suspended or resumed, which is shown as its output until it ends.</param>
    /// <param name="showInput">Whether the input is shown.</param>
    /// <param name="writeHistory">Writes the history; null to leave it out.</param>
    public void Write(
        JsonWriter json, InstanceRow instance, string? reason, bool showInput, Action<JsonWriter>? writeHistory = null)
    {
        json.WriteStartObject();
        ManagementAnswer.Property(json, "name", instance.Name);
        ManagementAnswer.Property(json, "instanceId", instance.InstanceId);
        ManagementAnswer.Property(json, "runtimeStatus", instance.Status.ToString());
        json.WritePropertyName("input");
        PayloadJson.WriteStored(json, showInput ? instance.Input : null);
        json.WritePropertyName("customStatus");
        PayloadJson.WriteStored(json, instance.CustomStatus);
        json.WritePropertyName("output");
        WriteOutput(json, instance, reason);
        ManagementAnswer.Property(json, "createdTime", Seconds(instance.CreatedAt));
        ManagementAnswer.Property(json, "lastUpdatedTime", Seconds(instance.UpdatedAt));
        if (writeHistory is not null)
        {
            json.WritePropertyName("historyEvents");
            writeHistory(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the output alone.</summary>
    public void WriteOutput(JsonWriter json, InstanceRow instance, string? reason)
    {
        if (instance is { Status: OrchestrationRuntimeStatus.Failed, Failure: not null })
        {
            WriteFailure(json, instance);
        }
        else
        {
            PayloadJson.WriteStored(json, instance.HasEnded ? instance.Output : reason);
        }
    }

    private void WriteFailure(JsonWriter json, InstanceRow instance)
    {
        var failure = instance.Failure!;
        if (instance.Output is not null)
        {
            json.WriteValue($"{FailureJson.TypeOf(failure)}: {failure.ErrorMessage}");
            return;
        }

        // Without an output of its own it did not fail by what its code threw: the real host answers for the function then.
        var isUnknown = failure.ErrorType == UnknownOrchestrator;
        json.WriteStartObject();
        ManagementAnswer.Property(json, "message", isUnknown
            ? $"The function '{instance.Name}' doesn't exist, is disabled, or is not an orchestrator function. Additional info: "
                + $"The following are the known orchestrator functions: '{string.Join("', '", orchestrators)}'."
            : $"Function '{instance.Name}' failed with an unhandled exception.");
        ManagementAnswer.Property(
            json, "details", isUnknown ? null : $"{FailureJson.TypeOf(failure)}: {failure.ErrorMessage}");
        json.WriteEndObject();
    }

    private static string Seconds(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
