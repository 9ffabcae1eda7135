using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Storage.Blobs;
using FunctionsExport.Catalog;
using FunctionsExport.Tests.Catalog.Support;

namespace FunctionsExport.EndToEnd.World;

/// <summary>The manifest that an export has left, as it lies in Blob Storage.</summary>
internal static class SavedManifest
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(SchemaPath())).RootElement;

    /// <summary>Reads a manifest, which must be as docs/manifest.schema.json says.</summary>
    public static async Task<JsonElement> ReadAsync(BlobContainerClient exports, string id)
    {
        var content = await exports.GetBlobClient(ExportId.Parse(id)!.ManifestName).DownloadContentAsync();
        var manifest = content.Value.Content.ToObjectFromJson<JsonElement>();
        Assert.Empty(SchemaCheck.Validate(Schema, manifest));
        return manifest;
    }

    private static string SchemaPath([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "manifest.schema.json");
}
