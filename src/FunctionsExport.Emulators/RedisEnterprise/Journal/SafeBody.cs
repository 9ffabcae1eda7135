using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Journal;

/// <summary>A request's body as the journal shows it: the names of all fields, the values of those that are no secret.</summary>
internal static class SafeBody
{
    private const string Hidden = "***";
    private const int MaxDepth = 4;

    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "type", "path", "bucket_name", "container", "account_name", "subdir", "region_name", "email_notification", "ttl",
    };

    public static JsonObject Of(JsonElement root) => Object(root, 1);

    private static JsonObject Object(JsonElement value, int depth)
    {
        var safe = new JsonObject();
        foreach (var property in value.EnumerateObject())
        {
            safe[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.Object when depth < MaxDepth => Object(property.Value, depth + 1),
                JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
                    when Shown.Contains(property.Name) => JsonNode.Parse(property.Value.GetRawText()),
                _ => Hidden,
            };
        }

        return safe;
    }
}
