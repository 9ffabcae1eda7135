using System.Text.Json;
using FunctionsExport.Providers;

namespace FunctionsExport.Catalog;

/// <summary>Something that an export has started at its provider, or was about to.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="At">When it was recorded, before the request (UTC).</param>
/// <param name="Receipt">What the provider gave to follow it by, such as a task's id, in the provider's own form; null for nothing.</param>
public sealed record ManifestStage(int Number, DateTimeOffset At, JsonElement? Receipt = null)
{
    /// <summary>What a manifest records of a stage.</summary>
    public static ManifestStage Of(ExportStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return new ManifestStage(stage.Number, stage.At, Read(stage.Receipt));
    }

    private static JsonElement? Read(string? json)
    {
        try
        {
            using var document = json is null ? null : JsonDocument.Parse(json);
            return document?.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
