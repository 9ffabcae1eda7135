using System.Text.Json.Nodes;
using LocalFunctions.Engine.Replay;

namespace FunctionsExport.Tests.Orchestration.Replay;

/// <summary>What came of an execution, in a few words: its status, and state and code of what it returned.</summary>
internal static class ExecutionEnd
{
    public static string Of(TurnOutcome outcome)
    {
        if (outcome.Next is not null)
        {
            return "ContinuedAsNew";
        }

        var output = outcome.Output is null || outcome.Failure is not null ? null : JsonNode.Parse(outcome.Output);
        string?[] words =
        [
            outcome.Status.ToString(),
            Text(output?["Manifest"]?["State"]),
            Text(output?["Manifest"]?["Failure"]?["Code"]),
            Text(output?["Fault"]?["Code"]),
            output?["NextStage"]?.GetValue<bool>() == true ? "next stage" : null,
        ];
        return string.Join(' ', words.Where(w => w is not null));
    }

    private static string? Text(JsonNode? node) => node?.ToJsonString().Trim('"');
}
