using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsExport.Http;

/// <summary>How answers are written: camelCase names; what is not known is left out.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
