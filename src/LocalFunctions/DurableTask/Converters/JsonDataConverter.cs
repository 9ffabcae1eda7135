using System.Text.Json;

namespace LocalFunctions.DurableTask.Converters;

/// <summary>
/// Converts by System.Text.Json. By default names stay as declared and are matched exactly, enums are numbers and public
/// fields are included.
/// </summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions DefaultOptions = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options;

    /// <summary>A converter with these options, or with the default ones.</summary>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? DefaultOptions;

    /// <summary>The converter with the default options.</summary>
    public static JsonDataConverter Default { get; } = new();

    public override string? Serialize(object? value)
        => value is null ? null : JsonSerializer.Serialize(value, _options);

    public override object? Deserialize(string? data, Type targetType)
        => data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}
