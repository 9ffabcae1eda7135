namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>Sources whose export location is of another type than a mount point.</summary>
internal static class LocationSource
{
    /// <summary>Replaces the location by one of the given settings.</summary>
    public static TestSource WithLocation(this TestSource source, string type, params (string Key, string? Value)[] settings)
    {
        source.With("ExportLocation:Path", null).With("ExportLocation:LocalPath", null).With("ExportLocation:Type", type);
        foreach (var (key, value) in settings)
        {
            source.With("ExportLocation:" + key, value);
        }

        return source;
    }
}
