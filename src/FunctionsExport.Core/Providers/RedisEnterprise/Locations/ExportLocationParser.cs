using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>Reads the section <c>ExportLocation</c>.</summary>
internal static class ExportLocationParser
{
    // The types that the cluster's API documents for `export_location`.
    private const string Types =
        $"{FtpLocation.Type}, {SftpLocation.Type}, {S3Location.Type}, {GsLocation.Type}, {AbsLocation.Type}, {MountPointLocation.Type}";

    /// <summary>The location; null when it has a fault.</summary>
    public static IExportLocation? Read(SettingsReader reader, TimeSpan timeout, TimeProvider time)
    {
        const string typeKey = "Type";
        var type = reader.RequiredText(typeKey, $"one of {Types}");
        switch (type)
        {
            case null:
                return null;
            case FtpLocation.Type:
                return FtpLocation.Read(reader, timeout, time);
            case SftpLocation.Type:
                return SftpLocation.Read(reader);
            case S3Location.Type:
                return S3Location.Read(reader, timeout);
            case GsLocation.Type:
                return GsLocation.Read(reader);
            case AbsLocation.Type:
                return AbsLocation.Read(reader, timeout, time);
            case MountPointLocation.Type:
                return MountPointLocation.Read(reader, timeout, time);
            case "swift":
                reader.Fault(
                    typeKey,
                    $"is 'swift', which Redis Enterprise itself has not supported since version 6.2.4; use one of {Types}.");
                return null;
            default:
                reader.Fault(typeKey, $"is '{type}', which is not known; the types are {Types}.");
                return null;
        }
    }
}
