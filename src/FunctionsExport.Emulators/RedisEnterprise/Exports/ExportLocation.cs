using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>An <c>export_location</c> whose type and fields are right. Its fields are secrets in part.</summary>
internal sealed class ExportLocation
{
    public const string MountPoint = "mount_point";

    private readonly Dictionary<string, string> _fields;

    private ExportLocation(string type, Dictionary<string, string> fields)
    {
        Type = type;
        _fields = fields;
    }

    /// <summary>One of <c>url</c>, <c>sftp</c>, <c>s3</c>, <c>gs</c>, <c>abs</c>, <c>mount_point</c>.</summary>
    public string Type { get; }

    /// <summary>The value of a field that is there.</summary>
    public string this[string field] => _fields[field];

    /// <summary>The value of a field, or null when it is not there.</summary>
    public string? Find(string field) => _fields.GetValueOrDefault(field);

    /// <summary>Reads the object of the request, strictly.</summary>
    /// <returns>False with the fault, in words that name the field.</returns>
    public static bool TryRead(
        JsonElement value, [NotNullWhen(true)] out ExportLocation? location, [NotNullWhen(false)] out string? fault)
    {
        location = null;
        fault = Read(value, out var fields);
        if (fault is null && !fields.ContainsKey("type"))
        {
            fault = "export_location.type is missing";
        }

        if (fault is null)
        {
            fields.Remove("type", out var type);
            fault = LocationRules.Check(type!, fields);
            location = fault is null ? new ExportLocation(type!, fields) : null;
        }

        return fault is null;
    }

    /// <summary>The type alone.</summary>
    public override string ToString() => Type;

    private static string? Read(JsonElement value, out Dictionary<string, string> fields)
    {
        fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value.ValueKind != JsonValueKind.Object)
        {
            return "export_location must be an object";
        }

        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                return $"export_location.{property.Name} must be a string";
            }

            fields[property.Name] = property.Value.GetString()!;
        }

        return null;
    }
}
