using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>Reads the section <c>ExportLocation</c>.</summary>
internal static class ExportLocationParser
{
    // The types that the cluster's API documents for `export_location`.
    private static readonly string[] NotSupportedYet = ["url", "sftp", "s3", "gs", "abs"];

    /// <summary>The location; null when it has a fault.</summary>
    public static IExportLocation? Read(SettingsReader reader, TimeSpan timeout, TimeProvider time)
    {
        const string typeKey = "Type";
        var type = reader.RequiredText(typeKey, MountPointLocation.Type);
        switch (type)
        {
            case null:
                return null;
            case MountPointLocation.Type:
                return MountPointLocation.Read(reader, timeout, time);
            case "swift":
                reader.Fault(typeKey, "is 'swift', which Redis Enterprise itself no longer supports; use mount_point.");
                return null;
            default:
                reader.Fault(typeKey, NotSupportedYet.Contains(type, StringComparer.Ordinal)
                    ? $"is '{type}', which is not supported yet; use mount_point."
                    : $"is '{type}', which is not known; the type known here is mount_point.");
                return null;
        }
    }
}
