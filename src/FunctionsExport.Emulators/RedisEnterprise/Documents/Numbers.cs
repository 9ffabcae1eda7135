using System.Globalization;
using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>Writes numbers as the API does.</summary>
internal static class Numbers
{
    /// <summary>With one decimal place, so that 0 is 0.0.</summary>
    public static JsonNode Decimal(double value) => JsonValue.Create(decimal.Round((decimal)value, 1) + 0.0m);

    /// <summary>As a string, 42 or 42.5.</summary>
    public static JsonNode Text(double value) => JsonValue.Create(value.ToString("0.#", CultureInfo.InvariantCulture))!;
}
