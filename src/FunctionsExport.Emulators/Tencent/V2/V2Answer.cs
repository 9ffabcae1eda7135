using System.Globalization;
using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>Makes the bodies of API v2.</summary>
internal static class V2Answer
{
    public static JsonObject Success(JsonNode? data, V2Switches switches) => new()
    {
        ["code"] = switches.CodeAsText ? "0" : 0,
        ["message"] = switches.SuccessMessage,
        ["codeDesc"] = "Success",
        ["data"] = data,
    };

    /// <summary>A page of a list.</summary>
    public static JsonObject List(string name, int total, IEnumerable<JsonObject> items, V2Switches switches)
    {
        var data = new JsonObject { [name] = new JsonArray([.. items]) };
        if (switches.TotalInData)
        {
            data["totalCount"] = total;
            return Success(data, switches);
        }

        var answer = Success(null, switches);
        answer.Remove("data");
        answer["totalCount"] = total;
        answer["data"] = data;
        return answer;
    }

    /// <summary>The id of a started task.</summary>
    public static JsonObject Started(long taskId, V2Switches switches)
    {
        if (!switches.TaskIdAtTop)
        {
            return Success(new JsonObject { ["requestId"] = taskId }, switches);
        }

        var answer = Success(null, switches);
        answer["requestId"] = taskId.ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    public static JsonObject Failure(V2Error error, V2Switches switches)
    {
        var (code, message) = (error.Code, error.Message.Replace("{0}", Guid.NewGuid().ToString(), StringComparison.Ordinal));
        if (switches.CodePlace == CodePlace.Message && error.CommonCode is { } common)
        {
            (code, message) = (common, string.Create(CultureInfo.InvariantCulture, $"({code}){message}"));
        }

        if (switches.RequestIdInMessages)
        {
            message = $"[request id:{Guid.NewGuid()}]{message}";
        }

        var answer = new JsonObject
        {
            ["code"] = switches.CodeAsText ? code.ToString(CultureInfo.InvariantCulture) : code,
            ["message"] = message,
        };
        if (switches.CodeDescriptions)
        {
            answer["codeDesc"] = error.Description;
        }

        return answer;
    }
}
