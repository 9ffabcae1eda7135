using LocalFunctions.DurableTask;
using Newtonsoft.Json;

namespace LocalFunctions.Hosting.Management;

/// <summary>Failures as the management API shows them.</summary>
internal static class FailureJson
{
    // Scripts that are written for the real host look for the real names; here the mirrored ones stand in for them.
    private static readonly (string Mirrored, string Real)[] Namespaces =
    [
        ("LocalFunctions.DurableTask.Core.", "DurableTask.Core."),
        ("LocalFunctions.DurableTask.", "Microsoft.DurableTask."),
        ("LocalFunctions.Worker.", "Microsoft.Azure.Functions.Worker."),
    ];

    /// <summary>A failure's type, under the name of the real packages.</summary>
    public static string TypeOf(TaskFailureDetails failure)
    {
        foreach (var (mirrored, real) in Namespaces)
        {
            if (failure.ErrorType.StartsWith(mirrored, StringComparison.Ordinal))
            {
                return real + failure.ErrorType[mirrored.Length..];
            }
        }

        return failure.ErrorType;
    }

    /// <summary>Writes a failure with those inside it, or null.</summary>
    public static void Write(JsonWriter json, TaskFailureDetails? failure)
    {
        if (failure is null)
        {
            json.WriteNull();
            return;
        }

        json.WriteStartObject();
        ManagementAnswer.Property(json, "ErrorType", TypeOf(failure));
        ManagementAnswer.Property(json, "ErrorMessage", failure.ErrorMessage);
        ManagementAnswer.Property(json, "StackTrace", failure.StackTrace);
        json.WritePropertyName("InnerFailure");
        Write(json, failure.InnerFailure);
        json.WritePropertyName("IsNonRetriable");
        json.WriteValue(!Engine.Replay.Failures.IsRetriable(failure));
        json.WritePropertyName("Properties");
        json.WriteNull();
        json.WriteEndObject();
    }
}
