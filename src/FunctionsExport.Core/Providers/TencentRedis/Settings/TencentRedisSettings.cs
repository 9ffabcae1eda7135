using FunctionsExport.Configuration;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentRedis.Signing;

namespace FunctionsExport.Providers.TencentRedis.Settings;

/// <summary>The settings of one source, read and valid. The endpoint is scheme, host and port, nothing else.</summary>
internal sealed class TencentRedisSettings : TencentSettings
{
    // Backups are kept 1,825 days at most.
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(1825);

    private TencentRedisSettings(SettingsReader reader)
        : base(reader)
    {
    }

    public required TencentCredentials Credentials { get; init; }

    /// <summary>The instance, such as <c>crs-4y9t57vt</c>.</summary>
    public required string InstanceId { get; init; }

    public string InstanceIdSetting => NameOf(InstanceIdKey);

    /// <summary>Reads a source's section; null, with the faults reported, when it has any.</summary>
    public static TencentRedisSettings? Read(SettingsReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var credentials = ReadCredentials(reader);
        var endpoint = EndpointParser.Read(reader, EndpointKey);
        var region = ReadRegion(reader);
        var instanceId = ReadInstance(reader, InstanceIdKey, "crs-4y9t57vt");
        var backup = ReadBackup(reader, LongestAge);
        var network = ReadNetwork(reader);
        var requestTimeout = ReadRequestTimeout(reader);

        return reader.HasFaults || credentials is null || endpoint is null || region is null || instanceId is null
            ? null
            : new TencentRedisSettings(reader)
            {
                Credentials = credentials,
                Endpoint = endpoint,
                Region = region,
                InstanceId = instanceId,
                Backup = backup,
                Network = network,
                RequestTimeout = requestTimeout,
            };
    }

    // The id and the token are sent in headers.
    private static TencentCredentials? ReadCredentials(SettingsReader reader)
    {
        var (id, key, token) = ReadApiKey(reader);
        CheckText(reader, SecretIdKey, id, inHeader: true);
        CheckText(reader, TokenKey, token, inHeader: true);
        return id is null || key is null ? null : new TencentCredentials(id, key, token);
    }

    private static string? ReadRegion(SettingsReader reader)
    {
        var region = reader.RequiredText(RegionKey, "the instance's region, such as ap-guangzhou");
        if (region is null || Regions.IsName(region))
        {
            return region;
        }

        reader.Fault(RegionKey, $"must be a region as the API 3.0 names it, such as ap-guangzhou, but is '{region}'.");
        return null;
    }
}
