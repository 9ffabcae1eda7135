using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsExport.Catalog;

/// <summary>How the documents in Blob Storage are written.</summary>
internal static class CatalogJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Documents are read by people and by programs, never put into a page: names stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
