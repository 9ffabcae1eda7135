using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LocalFunctions.DurableTask.Client;

/// <summary>The state of an orchestration as a client sees it.</summary>
public sealed class OrchestrationMetadata
{
    private const int LongestShownPayload = 50;

    /// <summary>The state of an instance.</summary>
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    /// <summary>The orchestrator's name.</summary>
    public string Name { get; }

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; }

    /// <summary>What reads the serialized values; <see langword="null"/> when they were not asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>What has become of the orchestration.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When the orchestration was scheduled.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the state last changed.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The input, as JSON.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The result as JSON; the error message as plain text when the orchestration failed.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The custom status, as JSON.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Tags of the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Why the orchestration failed.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether the status is Running; Pending and Suspended are not.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether the orchestration has ended, in whatever way.</summary>
    public bool IsCompleted
        => RuntimeStatus is OrchestrationRuntimeStatus.Completed
            or OrchestrationRuntimeStatus.Failed
            or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The input.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput, nameof(ReadInputAs), "input data");

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput, nameof(ReadOutputAs), "output data");

    /// <summary>The custom status.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public T? ReadCustomStatusAs<T>()
        => Read<T>(SerializedCustomStatus, nameof(ReadCustomStatusAs), "input and output data");

    public override string ToString()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, "
            + $"LastUpdatedAt: {LastUpdatedAt:s}");
        text += SerializedInput is null ? "" : $", Input: '{Shorten(SerializedInput)}'";
        text += SerializedOutput is null ? "" : $", Output: '{Shorten(SerializedOutput)}'";
        text += FailureDetails is null
            ? ""
            : $", FailureDetails: '{FailureDetails.ErrorType} - {Shorten(FailureDetails.ErrorMessage)}'";
        return text + "]";
    }

    [return: NotNullIfNotNull(nameof(data))]
    private T? Read<T>(string? data, string method, string what)
        => DataConverter is null
            ? throw new InvalidOperationException(
                $"The {method} method can only be used on {nameof(OrchestrationMetadata)} objects that are fetched with "
                + $"the option to include {what}.")
            : DataConverter.Deserialize<T>(data);

    private static string Shorten(string payload)
        => payload.Length > LongestShownPayload ? payload[..LongestShownPayload] + "..." : payload;
}
