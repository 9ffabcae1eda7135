using System.Text.Json;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>What every answer of the API consists of.</summary>
/// <param name="Code">0 for success; null when it is missing.</param>
/// <param name="Message">What went wrong; null for nothing.</param>
/// <param name="Description">The reason by its name (<c>codeDesc</c>), <c>Success</c> when all is well; null when it is missing.</param>
/// <param name="Data">The payload; of kind undefined when there is none.</param>
/// <param name="TotalCount">How many items a list has in all; null when that is not said.</param>
/// <param name="RequestId">The id of a task that was started; null when none was.</param>
internal sealed record CrsEnvelope(
    long? Code, string? Message, string? Description, JsonElement Data, long? TotalCount, long? RequestId)
{
    /// <summary>Whether the call was carried out.</summary>
    public bool IsSuccess => Code == 0;

    /// <summary>Reads a body.</summary>
    /// <exception cref="FormatException">It is no answer of the API.</exception>
    public static CrsEnvelope Read(byte[] body)
    {
        JsonElement root;
        try
        {
            using var json = JsonDocument.Parse(body);
            root = json.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new FormatException("it is not JSON", e);
        }

        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("code", out _))
        {
            throw new FormatException("it has no code");
        }

        // The pages call data an array, and show an object.
        var data = root.TryGetProperty("data", out var found) ? found : default;
        data = data.ValueKind == JsonValueKind.Array && data.GetArrayLength() > 0 ? data[0] : data;

        // The product's page has the total beside data and the task's id in it; the general pages have them elsewhere.
        return new CrsEnvelope(
            CrsJson.Number(root, "code"),
            CrsJson.Text(root, "message"),
            CrsJson.Text(root, "codeDesc"),
            data,
            CrsJson.Number(root, "totalCount") ?? CrsJson.Number(data, "totalCount"),
            CrsJson.Number(data, "requestId") ?? CrsJson.Number(root, "requestId"));
    }
}
