using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>Settings that several types of locations have.</summary>
internal static class LocationSettings
{
    public const string RemoveAfterFetchKey = "RemoveAfterFetch";
    private const string SubdirKey = "Subdir";

    /// <summary>The folder below which each export gets one of its own, without a slash at its ends; empty when absent.</summary>
    public static string ReadSubdir(SettingsReader reader)
    {
        var subdir = reader.Text(SubdirKey)?.Trim('/') ?? "";
        if (subdir.Any(char.IsControl) || subdir.Contains('\\', StringComparison.Ordinal)
            || (subdir.Length > 0 && subdir.Split('/').Any(s => s is "" or "." or ".."))
            || subdir.Length > 512)
        {
            reader.Fault(
                SubdirKey, "must be a path such as redis/orders, of at most 512 characters, without '..', '//' or a backslash.");
        }

        return subdir;
    }

    /// <summary>The folder of one export below <paramref name="subdir"/>.</summary>
    public static string FolderOf(string subdir, string exportId) => subdir.Length == 0 ? exportId : $"{subdir}/{exportId}";
}
