using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FunctionsExport.Tests.Catalog.Support;

/// <summary>The part of JSON Schema that the manifest's schema uses; a keyword that it does not know is an error.</summary>
internal static class SchemaCheck
{
    /// <summary>What is wrong with a value; empty when it is valid.</summary>
    public static IReadOnlyList<string> Validate(JsonElement schema, JsonElement value, string path = "$")
    {
        var faults = new List<string>();
        foreach (var keyword in schema.EnumerateObject())
        {
            var fault = keyword.Name switch
            {
                "$schema" or "title" or "description" or "properties" or "required" or "additionalProperties" or "items" => null,
                "type" => IsOfType(keyword.Value.GetString()!, value) ? null : $"is no {keyword.Value}",
                "const" => JsonElement.DeepEquals(keyword.Value, value) ? null : $"is not {keyword.Value}",
                "enum" => keyword.Value.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value)) ? null : $"is {value}",
                "pattern" => Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!) ? null : $"is {value}",
                "minimum" => value.GetInt64() >= keyword.Value.GetInt64() ? null : $"is {value}",
                "format" => IsTime(value.GetString()!) ? null : $"is {value}",
                var other => throw new NotSupportedException(other),
            };
            if (fault is not null)
            {
                faults.Add($"{path} {fault}");
                return faults;
            }
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            faults.AddRange(value.EnumerateArray().SelectMany((v, i) => Validate(items, v, $"{path}[{i}]")));
        }
        else if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            faults.AddRange(schema.GetProperty("required").EnumerateArray()
                .Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{path} lacks {r}"));
            foreach (var property in value.EnumerateObject())
            {
                faults.AddRange(properties.TryGetProperty(property.Name, out var known)
                    ? Validate(known, property.Value, $"{path}.{property.Name}")
                    : [$"{path}.{property.Name} is not in the schema"]);
            }
        }

        return faults;
    }

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new NotSupportedException(type),
    };

    private static bool IsTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Offset == TimeSpan.Zero;
}
