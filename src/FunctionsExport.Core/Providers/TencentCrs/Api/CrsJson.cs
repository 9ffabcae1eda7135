using System.Globalization;
using System.Text.Json;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>Reads fields as the API writes them: numbers may be strings, and what is not set may be absent or null.</summary>
internal static class CrsJson
{
    /// <summary>A text; null when absent, null, blank or neither text nor a number.</summary>
    public static string? Text(JsonElement element, string field)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(field, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>A whole number, written as a number or as text; null when it is none.</summary>
    public static long? Number(JsonElement element, string field) =>
        long.TryParse(Text(element, field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The field's texts: of an array, or of a single value.</summary>
    public static IReadOnlyList<string> Texts(JsonElement element, string field)
    {
        if (element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString() ?? "" : "")];
        }

        return Text(element, field) is { } text ? [text] : [];
    }

    /// <summary>The items of an array; none when it is absent or null.</summary>
    /// <exception cref="FormatException">The field is something else.</exception>
    public static IEnumerable<JsonElement> Items(JsonElement element, string field)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(field, out var value)
            || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw new FormatException($"the field '{field}' is no list");
    }
}
