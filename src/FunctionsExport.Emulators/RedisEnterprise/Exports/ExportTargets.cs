namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>The target of a location, by its type.</summary>
internal static class ExportTargets
{
    /// <summary>The target, or null for a type that is checked but not carried out here.</summary>
    public static IExportTarget? For(ExportLocation location) => location.Type switch
    {
        ExportLocation.MountPoint => new MountPointTarget(location["path"]),
        _ => null,
    };
}
