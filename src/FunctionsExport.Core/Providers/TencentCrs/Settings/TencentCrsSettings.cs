using System.Text.RegularExpressions;
using FunctionsExport.Configuration;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentCrs.Signing;

namespace FunctionsExport.Providers.TencentCrs.Settings;

/// <summary>The settings of one source, read and valid.</summary>
internal sealed partial class TencentCrsSettings
{
    private const string SecretIdKey = "SecretId";
    private const string SecretKeyKey = "SecretKey";
    private const string TokenKey = "Token";
    private const string RegionKey = "Region";
    private const string RedisIdKey = "RedisId";
    private const string InstanceIdKey = "InstanceId";
    private const string BackupIdKey = "BackupId";
    private const string MaxBackupAgeKey = "MaxBackupAge";
    private const string BackupFirstKey = "BackupFirst";
    private const string NetworkKey = "Network";
    private const string MethodKey = "Method";
    private const string SignatureMethodKey = "SignatureMethod";
    private const string EndpointKey = "Endpoint";
    private const string RequestTimeoutKey = "RequestTimeout";

    // Backups are kept 7 days.
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(7);

    // The start, sent again when the clock was wrong, ends before the app gives it up (90 s).
    private static readonly TimeSpan MaxRequestTimeout = TimeSpan.FromSeconds(40);

    private readonly SettingsReader _reader;

    private TencentCrsSettings(SettingsReader reader) => _reader = reader;

    /// <summary>The API's address, path included.</summary>
    public required Uri Endpoint { get; init; }

    public required CrsCredentials Credentials { get; init; }

    /// <summary>The instance's region, as it is written in the settings.</summary>
    public required string Region { get; init; }

    /// <summary>The instance, such as <c>crs-j30wibe7</c>.</summary>
    public required string RedisId { get; init; }

    /// <summary>Which backup is taken.</summary>
    public required BackupChoice Backup { get; init; }

    /// <summary>Over which network backups are downloaded.</summary>
    public required DownloadNetwork Network { get; init; }

    /// <summary>GET or POST.</summary>
    public required HttpMethod Method { get; init; }

    public required SignatureMethod SignatureMethod { get; init; }

    /// <summary>How long one request may take, its answer included.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    // The settings' full names, for messages.
    public string SecretIdSetting => _reader.NameOf(SecretIdKey);

    public string SecretKeySetting => _reader.NameOf(SecretKeyKey);

    public string TokenSetting => _reader.NameOf(TokenKey);

    public string RegionSetting => _reader.NameOf(RegionKey);

    public string RedisIdSetting => _reader.NameOf(RedisIdKey);

    public string BackupIdSetting => _reader.NameOf(BackupIdKey);

    public string MaxBackupAgeSetting => _reader.NameOf(MaxBackupAgeKey);

    public string BackupFirstSetting => _reader.NameOf(BackupFirstKey);

    public string NetworkSetting => _reader.NameOf(NetworkKey);

    public string EndpointSetting => _reader.NameOf(EndpointKey);

    public string RequestTimeoutSetting => _reader.NameOf(RequestTimeoutKey);

    /// <summary>Reads a source's section; null, with the faults reported, when it has any.</summary>
    public static TencentCrsSettings? Read(SettingsReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var credentials = ReadCredentials(reader);
        var endpoint = EndpointParser.Read(reader, EndpointKey);
        var region = ReadRegion(reader);
        var redisId = ReadRedisId(reader);
        var backup = ReadBackup(reader);
        var network = OneOf(reader, NetworkKey, ("Extranet", DownloadNetwork.Extranet), ("Intranet", DownloadNetwork.Intranet));
        var method = OneOf(reader, MethodKey, ("POST", HttpMethod.Post), ("GET", HttpMethod.Get));
        var signature = OneOf(
            reader, SignatureMethodKey, ("HmacSHA256", SignatureMethod.HmacSha256), ("HmacSHA1", SignatureMethod.HmacSha1));
        var requestTimeout = reader.Duration(
            RequestTimeoutKey, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), MaxRequestTimeout);

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
        var id = reader.RequiredSecret(SecretIdKey, "the id of an API key, as the console shows it");
        var key = reader.RequiredSecret(SecretKeyKey, "that API key's secret");
        var token = reader.Secret(TokenKey);
        CheckText(reader, SecretIdKey, id);
        CheckText(reader, SecretKeyKey, key);
        CheckText(reader, TokenKey, token);
        return id is null || key is null ? null : new CrsCredentials(id, key, token);
    }

    // The value itself is not repeated.
    private static void CheckText(SettingsReader reader, string key, string? value)
    {
        if (value is not null && value.Any(c => c is <= ' ' or > '~'))
        {
            reader.Fault(key, "must have no blanks, line breaks or characters beyond ASCII; copy it again.");
        }
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

        var key = redisId is null && instanceId is not null ? InstanceIdKey : RedisIdKey;
        var id = reader.RequiredText(key, "the instance's id, such as crs-j30wibe7");
        if (id is not null && !RedisIdPattern().IsMatch(id))
        {
            reader.Fault(key, $"must be an instance's id, 'crs-' and lower-case letters and digits, but is '{id}'.");
        }

        return id;
    }

    private static BackupChoice ReadBackup(SettingsReader reader)
    {
        var id = reader.Text(BackupIdKey);
        if (id is not null && !BackupIdPattern().IsMatch(id))
        {
            reader.Fault(BackupIdKey, $"must be a backup's id, at most 128 letters, digits and hyphens, but is '{id}'.");
        }

        var age = reader.Text(MaxBackupAgeKey) is null
            ? (TimeSpan?)null
            : reader.Duration(MaxBackupAgeKey, LongestAge, TimeSpan.FromMinutes(1), LongestAge);
        var first = reader.Flag(BackupFirstKey, defaultValue: false);
        if ((id is null ? 0 : 1) + (age is null ? 0 : 1) + (first ? 1 : 0) > 1)
        {
            reader.Fault(
                BackupIdKey,
                $"and {reader.NameOf(MaxBackupAgeKey)} and {reader.NameOf(BackupFirstKey)} exclude each other; set one of them, or none "
                + "for the newest backup.");
        }

        return new BackupChoice(first, id, age);
    }

    /// <summary>A value out of named ones, in any case; the first is the default.</summary>
    private static T OneOf<T>(SettingsReader reader, string key, params ReadOnlySpan<(string Name, T Value)> values)
    {
        var text = reader.Text(key) ?? values[0].Name;
        foreach (var (name, value) in values)
        {
            if (string.Equals(text, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        reader.Fault(key, $"must be {values[0].Name} or {values[1].Name}, but is '{text}'.");
        return values[0].Value;
    }

    [GeneratedRegex(@"^crs-[a-z0-9]{4,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RedisIdPattern();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BackupIdPattern();
}
