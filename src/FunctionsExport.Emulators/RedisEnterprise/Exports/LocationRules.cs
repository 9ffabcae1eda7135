using System.Text.RegularExpressions;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>
/// Which fields an export location of each type has: the object <c>backup_location</c> of the REST API, and the patterns
/// that the Kubernetes operator's resource definition gives for the two addresses.
/// </summary>
internal static partial class LocationRules
{
    private static readonly Dictionary<string, (string[] Required, string[] Optional)> Types = new(StringComparer.Ordinal)
    {
        ["url"] = (["url"], []),
        ["sftp"] = (["sftp_url"], ["key"]),
        ["s3"] = (["bucket_name", "access_key_id", "secret_access_key"], ["subdir", "region_name"]),
        ["gs"] = (["bucket_name", "client_id", "client_email", "private_key_id", "private_key"], ["subdir"]),
        ["abs"] = (["container", "account_name"], ["account_key", "sas_token", "subdir"]),
        [ExportLocation.MountPoint] = (["path"], []),
    };

    /// <summary>The fault of a location, or null. Values are not quoted, as some are secrets.</summary>
    public static string? Check(string type, IReadOnlyDictionary<string, string> fields)
    {
        if (!Types.TryGetValue(type, out var rule))
        {
            return $"export_location.type must be one of {string.Join(", ", Types.Keys)}";
        }

        var (required, optional) = rule;
        if (required.FirstOrDefault(name => string.IsNullOrEmpty(fields.GetValueOrDefault(name))) is { } missing)
        {
            return $"export_location.{missing} is missing or empty";
        }

        if (fields.Keys.FirstOrDefault(name => !required.Contains(name) && !optional.Contains(name)) is { } unknown)
        {
            return $"export_location.{unknown} is not a field of type {type}";
        }

        return type switch
        {
            "url" when !FtpUrl().IsMatch(fields["url"]) => "export_location.url must be an ftp or ftps address",
            "sftp" when !SftpUrl().IsMatch(fields["sftp_url"]) => "export_location.sftp_url must be an sftp address",
            "abs" when fields.ContainsKey("account_key") == fields.ContainsKey("sas_token") =>
                "export_location must have exactly one of account_key and sas_token",
            _ => null,
        };
    }

    [GeneratedRegex(@"^ftps?://(([^@]+)@)?([^@/:]+)(:(\d+))?([/.]/?[^@/.]+)*/?$", RegexOptions.NonBacktracking)]
    private static partial Regex FtpUrl();

    [GeneratedRegex(@"^sftp://(([^@]+)@)?([^@/:]+)(:(\d+))?(/([^@/.]+[/.]?)*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex SftpUrl();
}
