using FunctionsExport.Configuration;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentCrs.Signing;

namespace FunctionsExport.Providers.TencentCrs.Settings;

/// <summary>The settings of one source, read and valid. The endpoint has its path.</summary>
internal sealed class TencentCrsSettings : TencentSettings
{
    private const string RedisIdKey = "RedisId";
    private const string MethodKey = "Method";
    private const string SignatureMethodKey = "SignatureMethod";

    // Backups are kept 7 days.
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(7);

    private TencentCrsSettings(SettingsReader reader)
        : base(reader)
    {
    }

    public required CrsCredentials Credentials { get; init; }

    /// <summary>The instance, such as <c>crs-j30wibe7</c>.</summary>
    public required string RedisId { get; init; }

    /// <summary>GET or POST.</summary>
    public required HttpMethod Method { get; init; }

    public required SignatureMethod SignatureMethod { get; init; }

    public string RedisIdSetting => NameOf(RedisIdKey);

    /// <summary>Reads a source's section; null, with the faults reported, when it has any.</summary>
    public static TencentCrsSettings? Read(SettingsReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var credentials = ReadCredentials(reader);
        var endpoint = EndpointParser.Read(reader, EndpointKey);
        var region = ReadRegion(reader);
        var redisId = ReadRedisId(reader);
        var backup = ReadBackup(reader, LongestAge);
        var network = ReadNetwork(reader);
        var method = reader.OneOf(MethodKey, HttpMethod.Post, ("POST", HttpMethod.Post), ("GET", HttpMethod.Get));
        var signature = reader.OneOf(
            SignatureMethodKey,
            SignatureMethod.HmacSha256,
            ("HmacSHA256", SignatureMethod.HmacSha256),
            ("HmacSHA1", SignatureMethod.HmacSha1));
        var requestTimeout = ReadRequestTimeout(reader);

        return reader.HasFaults || credentials is null || endpoint is null || region is null || redisId is null
            ? null
            : new TencentCrsSettings(reader)
            {
                Credentials = credentials,
                Endpoint = endpoint,
                Region = region,
                RedisId = redisId,
                Backup = backup,
                Network = network,
                Method = method,
                SignatureMethod = signature,
                RequestTimeout = requestTimeout,
            };
    }

    private static CrsCredentials? ReadCredentials(SettingsReader reader)
    {
        var (id, key, token) = ReadApiKey(reader);
        CheckText(reader, SecretIdKey, id, inHeader: false);
        CheckText(reader, SecretKeyKey, key, inHeader: false);
        CheckText(reader, TokenKey, token, inHeader: false);
        return id is null || key is null ? null : new CrsCredentials(id, key, token);
    }

    private static string? ReadRegion(SettingsReader reader)
    {
        var region = reader.RequiredText(RegionKey, "the instance's region, such as ap-guangzhou or gz");
        if (region is null || Regions.IsValid(region))
        {
            return region;
        }

        var codes = string.Join(", ", Regions.Codes.Order(StringComparer.Ordinal));
        reader.Fault(RegionKey, $"must be a region's name, such as ap-guangzhou, or one of the older codes {codes}, but is '{region}'.");
        return null;
    }

    private static string? ReadRedisId(SettingsReader reader)
    {
        var (redisId, instanceId) = (reader.Text(RedisIdKey), reader.Text(InstanceIdKey));
        if (redisId is not null && instanceId is not null && redisId != instanceId)
        {
            reader.Fault(InstanceIdKey, $"is another name of {reader.NameOf(RedisIdKey)}; set one of them.");
        }

        return ReadInstance(reader, redisId is null && instanceId is not null ? InstanceIdKey : RedisIdKey, "crs-j30wibe7");
    }
}
