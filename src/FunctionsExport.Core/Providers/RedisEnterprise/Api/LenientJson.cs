using System.Globalization;
using System.Text.Json;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Reads fields as clusters write them: numbers may be strings, and what is not set may be absent, null or empty.</summary>
internal static class LenientJson
{
    /// <summary>A text; null when absent, null or blank. A number is taken as its text.</summary>
    /// <exception cref="FormatException">The field is an object, an array or a truth value.</exception>
    public static string? Text(JsonElement element, string field)
    {
        if (!element.TryGetProperty(field, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Null => null,
            _ => throw new FormatException($"the field '{field}' is neither text nor a number"),
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>A number; null when absent, null, empty or no number.</summary>
    public static double? Number(JsonElement element, string field) =>
        double.TryParse(Text(element, field), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? value
            : null;

    /// <summary>A whole number from a minimum on.</summary>
    /// <exception cref="FormatException">The field is missing, no whole number, or out of range.</exception>
    public static int WholeNumber(JsonElement element, string field, int min) =>
        Number(element, field) is { } value && value >= min && value <= int.MaxValue && value == Math.Floor(value)
            ? (int)value
            : throw new FormatException($"the field '{field}' is missing or no whole number from {min} on");
}
