using System.Text.RegularExpressions;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>
/// Which fields an export location of each type has: the object <c>backup_location</c> of the REST API, and the patterns
/// that the Kubernetes operator's resource definition gives for the two addresses.
/// </summary>
internal static partial class LocationRules
{
    private const string RegionName = "region_name";

    /// <summary>The fields by type. <c>swift</c> was one until 6.2.4.</summary>
    public static IReadOnlyDictionary<string, LocationFields> Types { get; } =
        new Dictionary<string, LocationFields>(StringComparer.Ordinal)
        {
            ["url"] = new(["url"]),
            ["sftp"] = new(["sftp_url"], "key"),
            ["s3"] = new(["bucket_name", "access_key_id", "secret_access_key"], "subdir", RegionName),
            ["gs"] = new(["bucket_name", "client_id", "client_email", "private_key_id", "private_key"], "subdir"),
            ["abs"] = new(["container", "account_name"], ["subdir"], ["account_key", "sas_token"]),
            [ExportLocation.MountPoint] = new(["path"]),
        };

    /// <summary>Whether a version knows a field: <c>region_name</c> came with 7.4.2.</summary>
    public static bool IsKnown(string field, ClusterVersion version) => field != RegionName || version.HasRegionName;

    /// <summary>The fault of a location, or null. Values are not quoted, as some are secrets.</summary>
    public static string? Check(string type, IReadOnlyDictionary<string, string> fields)
    {
        if (!Types.TryGetValue(type, out var rule))
        {
            return $"export_location.type must be one of {string.Join(", ", Types.Keys)}";
        }

        var known = rule.Required.Concat(rule.Optional).Concat(rule.OneOf).ToList();
        if (rule.Required.FirstOrDefault(name => !fields.ContainsKey(name)) is { } missing)
        {
            return $"export_location.{missing} is missing";
        }

        if (fields.FirstOrDefault(field => field.Value.Length == 0).Key is { } empty)
        {
            return $"export_location.{empty} is empty";
        }

        if (fields.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            return $"export_location.{unknown} is not a field of type {type}";
        }

        if (rule.OneOf.Count > 0 && rule.OneOf.Count(fields.ContainsKey) != 1)
        {
            return $"export_location must have exactly one of {string.Join(" and ", rule.OneOf)}";
        }

        return type switch
        {
            "url" when !FtpUrl().IsMatch(fields["url"]) => "export_location.url must be an ftp or ftps address",
            "sftp" when !SftpUrl().IsMatch(fields["sftp_url"]) => "export_location.sftp_url must be an sftp address",
            _ => null,
        };
    }

    [GeneratedRegex(@"^ftps?://(([^@]+)@)?([^@/:]+)(:(\d+))?([/.]/?[^@/.]+)*/?$", RegexOptions.NonBacktracking)]
    private static partial Regex FtpUrl();

    [GeneratedRegex(@"^sftp://(([^@]+)@)?([^@/:]+)(:(\d+))?(/([^@/.]+[/.]?)*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex SftpUrl();
}
