using System.Text.Json;

namespace LocalFunctions.Hosting.Configuration;

/// <summary>Reads local.settings.json, which stands in for an app's settings on a developer's machine.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads the file in a folder, if there is one.</summary>
    /// <param name="folder">The app's base folder.</param>
    /// <param name="faults">Receives a sentence for each fault.</param>
    /// <returns>Configuration keys and their values.</returns>
    public static IReadOnlyDictionary<string, string?> Read(string folder, List<string> faults)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return settings;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            Read(document.RootElement, settings, faults);
        }
        catch (JsonException exception)
        {
            faults.Add($"{FileName} is not valid JSON: {exception.Message}");
        }

        return settings;
    }

    private static void Read(JsonElement root, Dictionary<string, string?> settings, List<string> faults)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{FileName}: must be an object with a section Values.");
            return;
        }

        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            faults.Add($"{FileName}: IsEncrypted: encrypted settings cannot be read here. "
                + "Decrypt them with 'func settings decrypt'.");
            return;
        }

        ReadSection(root, "Values", "", settings, faults);
        ReadSection(root, "ConnectionStrings", "ConnectionStrings:", settings, faults);
    }

    private static void ReadSection(
        JsonElement root, string section, string prefix, Dictionary<string, string?> settings, List<string> faults)
    {
        if (!root.TryGetProperty(section, out var values) || values.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (values.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{FileName}: {section}: must be an object of settings.");
            return;
        }

        foreach (var setting in values.EnumerateObject())
        {
            var key = prefix + setting.Name.Replace("__", ":", StringComparison.Ordinal);
            if (setting.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                faults.Add($"{FileName}: {section}.{setting.Name}: must be a string. "
                    + $"Write nested settings as one key, such as \"{setting.Name}__Key\".");
            }
            else if (!settings.TryAdd(key, setting.Value.ToString()))
            {
                faults.Add($"{FileName}: {section}.{setting.Name}: is there twice. Remove one.");
            }
        }
    }
}
