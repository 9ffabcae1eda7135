using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsExport.Providers.RedisEnterprise.Locations;

namespace FunctionsExport.Providers.RedisEnterprise.Files;

/// <summary>What finds a listed file again, beside its name and size (<see cref="ExportedFile.Reference"/>).</summary>
/// <param name="Folder">The export's own folder; null when the location has none.</param>
/// <param name="Version">The file's version; null when the location does not say.</param>
internal sealed partial record FileReference(string? Folder, string? Version)
{
    /// <summary>The reference to a file; null when its name and size are all.</summary>
    public static string? Of(LocatedFile file) => file is { Folder: null, Version: null }
        ? null
        : JsonSerializer.Serialize(new FileReference(file.Folder, file.Version), FileReferenceJson.Default.FileReference);

    /// <summary>The file that a reference was made of.</summary>
    /// <exception cref="ArgumentException">The reference is none of this provider's.</exception>
    public static LocatedFile Resolve(ExportedFile file)
    {
        var size = file.Size ?? throw new ArgumentException("The file has no size.", nameof(file));
        try
        {
            var reference = file.Reference is null
                ? null
                : JsonSerializer.Deserialize(file.Reference, FileReferenceJson.Default.FileReference);
            return new LocatedFile(file.Name, size, reference?.Folder, reference?.Version);
        }
        catch (JsonException e)
        {
            throw new ArgumentException("The file's reference is not this provider's.", nameof(file), e);
        }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(FileReference))]
    private sealed partial class FileReferenceJson : JsonSerializerContext;
}
