namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>The target of a location, by its type.</summary>
internal static class ExportTargets
{
    public static IExportTarget For(ExportLocation location, StorageServices services) => location.Type switch
    {
        ExportLocation.MountPoint => new MountPointTarget(location["path"]),
        "url" => new FtpTarget(location, services),
        "sftp" => new SftpTarget(location, services),
        "s3" => new S3Target(location, services.S3Url),
        "abs" => new AbsTarget(location, services.BlobService),
        "gs" => new GsRecordingTarget(location, services.Gs),
        var type => throw new ArgumentException($"There are no locations of type {type}.", nameof(location)),
    };
}
