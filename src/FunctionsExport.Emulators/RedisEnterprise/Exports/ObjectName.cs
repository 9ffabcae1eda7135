namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>The name of a file in a bucket or container.</summary>
internal static class ObjectName
{
    /// <summary>The location's <c>subdir</c>, a slash and the name; the name alone without one.</summary>
    public static string Of(ExportLocation location, string name) =>
        location.Find("subdir")?.Trim('/') is { Length: > 0 } folder ? $"{folder}/{name}" : name;
}
