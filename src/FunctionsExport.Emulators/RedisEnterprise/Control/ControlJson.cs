using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace FunctionsExport.Emulators.RedisEnterprise.Control;

/// <summary>JSON of the control surface and of the configuration file: camelCase names, enums too, nothing unknown.</summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Sets the properties that a patch names: all of them or, when one is refused, none.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or a value is not allowed.</exception>
    public static void Apply<T>(T target, JsonObject patch)
        where T : class
    {
        var properties = Options.GetTypeInfo(typeof(T)).Properties.Where(property => property.Set is not null).ToList();
        var done = new Stack<(Action<object, object?> Set, object? Before)>();
        try
        {
            foreach (var (name, value) in patch)
            {
                var property = properties.Find(candidate => candidate.Name == name)
                    ?? throw new ArgumentException(
                        $"{name} is unknown; known are {string.Join(", ", properties.Select(known => known.Name))}.");
                var before = property.Get!(target);
                property.Set!(target, Value(name, value, property.PropertyType, property.IsSetNullable));
                done.Push((property.Set, before));
            }
        }
        catch
        {
            while (done.TryPop(out var change))
            {
                change.Set(target, change.Before);
            }

            throw;
        }
    }

    private static object? Value(string name, JsonNode? value, Type type, bool nullable)
    {
        try
        {
            var read = value.Deserialize(type, Options);
            return read is not null || nullable ? read : throw new ArgumentException($"{name} must not be null.");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"{name} has a value that it cannot have: {value?.ToJsonString() ?? "null"}.", exception);
        }
    }
}
