using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>
/// Writes the answer of <c>/v1/jsonschema</c>: the JSON Schema of each object, of which a database's
/// <c>backup_location</c> is the shape of an export location.
/// </summary>
internal static class SchemaDocument
{
    /// <summary>The schema of an object, of all objects when it is null; null for an object that the API does not have.</summary>
    public static JsonObject? Write(string? name, ClusterVersion version) => name switch
    {
        null or "" => new JsonObject
        {
            ["bdb"] = Bdb(version),
            ["cluster"] = Of(Templates.Cluster()),
            ["node"] = Of(Templates.Node()),
        },
        "bdb" => Bdb(version),
        "cluster" => Of(Templates.Cluster()),
        "node" => Of(Templates.Node()),
        _ => null,
    };

    private static JsonObject Bdb(ClusterVersion version)
    {
        var schema = Of(Templates.Bdb());
        schema["properties"]!["backup_location"] = new JsonObject
        {
            ["type"] = "object",
            ["oneOf"] = new JsonArray([.. LocationRules.Types.Select(type => Location(type.Key, type.Value, version))]),
        };
        return schema;
    }

    private static JsonObject Location(string type, LocationFields fields, ClusterVersion version)
    {
        var properties = new JsonObject { ["type"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(type) } };
        foreach (var name in fields.Required.Concat(fields.Optional).Concat(fields.OneOf))
        {
            if (LocationRules.IsKnown(name, version))
            {
                properties[name] = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
            }
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
            ["required"] = new JsonArray(["type", .. fields.Required.Select(name => (JsonNode)name)]),
        };
        if (fields.OneOf.Count > 0)
        {
            schema["oneOf"] = new JsonArray(
                [.. fields.OneOf.Select(name => new JsonObject { ["required"] = new JsonArray(name) })]);
        }

        return schema;
    }

    private static JsonObject Of(JsonObject example)
    {
        var properties = new JsonObject();
        foreach (var (name, value) in example)
        {
            properties[name] = TypeOf(value) is { } type ? new JsonObject { ["type"] = type } : new JsonObject();
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private static string? TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => null,
    };
}
