using System.Globalization;
using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Documents;

/// <summary>The API's objects with all their keys; what differs from one to another is filled in.</summary>
internal static class Templates
{
    private static readonly JsonObject BdbTemplate = Load("bdb");
    private static readonly JsonObject ClusterTemplate = Load("cluster");
    private static readonly JsonObject NodeTemplate = Load("node");
    private static readonly JsonObject ModuleTemplate = Load("module");

    public static JsonObject Bdb() => (JsonObject)BdbTemplate.DeepClone();

    public static JsonObject Cluster() => (JsonObject)ClusterTemplate.DeepClone();

    public static JsonObject Node() => (JsonObject)NodeTemplate.DeepClone();

    public static JsonObject Module() => (JsonObject)ModuleTemplate.DeepClone();

    /// <summary>A time as the API writes it, <c>2026-01-31T12:00:00Z</c>.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Load(string name)
    {
        var resource = $"RedisEnterprise.Documents.{name}.json";
        using var stream = typeof(Templates).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks the resource {resource}.");
        return (JsonObject)JsonNode.Parse(stream)!;
    }
}
