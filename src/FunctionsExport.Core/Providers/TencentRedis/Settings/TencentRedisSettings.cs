using System.Text.RegularExpressions;
using FunctionsExport.Configuration;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentRedis.Signing;

namespace FunctionsExport.Providers.TencentRedis.Settings;

/// <summary>The settings of one source, read and valid.</summary>
internal sealed partial class TencentRedisSettings
{
    private const string SecretIdKey = "SecretId";
    private const string SecretKeyKey = "SecretKey";
    private const string TokenKey = "Token";
    private const string RegionKey = "Region";
    private const string InstanceIdKey = "InstanceId";
    private const string BackupIdKey = "BackupId";
    private const string MaxBackupAgeKey = "MaxBackupAge";
    private const string BackupFirstKey = "BackupFirst";
    private const string NetworkKey = "Network";
    private const string EndpointKey = "Endpoint";
    private const string RequestTimeoutKey = "RequestTimeout";

    // Backups are kept 1,825 days at most.
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(1825);

    // The look before the start and the start end before the app gives the start up (90 s).
    private static readonly TimeSpan MaxRequestTimeout = TimeSpan.FromSeconds(40);

    private readonly SettingsReader _reader;

    private TencentRedisSettings(SettingsReader reader) => _reader = reader;

    /// <summary>The API: scheme, host and port, nothing else.</summary>
    public required Uri Endpoint { get; init; }

    public required TencentCredentials Credentials { get; init; }

    /// <summary>The instance's region, such as <c>ap-guangzhou</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The instance, such as <c>crs-4y9t57vt</c>.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Which backup is taken.</summary>
    public required BackupChoice Backup { get; init; }

    /// <summary>Over which network files are downloaded.</summary>
    public required DownloadNetwork Network { get; init; }

    /// <summary>How long one request may take, its answer included.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    // The settings' full names, for messages.
    public string SecretIdSetting => _reader.NameOf(SecretIdKey);

    public string SecretKeySetting => _reader.NameOf(SecretKeyKey);

    public string TokenSetting => _reader.NameOf(TokenKey);

    public string RegionSetting => _reader.NameOf(RegionKey);

    public string InstanceIdSetting => _reader.NameOf(InstanceIdKey);

    public string BackupIdSetting => _reader.NameOf(BackupIdKey);

    public string MaxBackupAgeSetting => _reader.NameOf(MaxBackupAgeKey);

    public string BackupFirstSetting => _reader.NameOf(BackupFirstKey);

    public string NetworkSetting => _reader.NameOf(NetworkKey);

    public string EndpointSetting => _reader.NameOf(EndpointKey);

    public string RequestTimeoutSetting => _reader.NameOf(RequestTimeoutKey);

    /// <summary>Reads a source's section; null, with the faults reported, when it has any.</summary>
    public static TencentRedisSettings? Read(SettingsReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var credentials = ReadCredentials(reader);
        var endpoint = EndpointParser.Read(reader, EndpointKey);
        var region = Matching(
            reader, RegionKey, "the instance's region, such as ap-guangzhou", RegionPattern(),
            "must be a region as the API 3.0 names it, such as ap-guangzhou");
        var instanceId = Matching(
            reader, InstanceIdKey, "the instance's id, such as crs-4y9t57vt", InstancePattern(),
            "must be an instance's id, 'crs-' and lower-case letters and digits");
        var backup = ReadBackup(reader);
        var network = ReadNetwork(reader);
        var requestTimeout = reader.Duration(
            RequestTimeoutKey, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), MaxRequestTimeout);

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

    private static TencentCredentials? ReadCredentials(SettingsReader reader)
    {
        var id = reader.RequiredSecret(SecretIdKey, "the id of an API key, as the console shows it");
        var key = reader.RequiredSecret(SecretKeyKey, "that API key's secret");
        var token = reader.Secret(TokenKey);
        CheckHeaderText(reader, SecretIdKey, id);
        CheckHeaderText(reader, TokenKey, token);
        return id is null || key is null ? null : new TencentCredentials(id, key, token);
    }

    // They are sent in headers. The value itself is not repeated.
    private static void CheckHeaderText(SettingsReader reader, string key, string? value)
    {
        if (value is not null && value.Any(c => c is <= ' ' or > '~' or ','))
        {
            reader.Fault(key, "must have no blanks, commas, line breaks or characters beyond ASCII; copy it again.");
        }
    }

    private static string? Matching(SettingsReader reader, string key, string remedy, Regex pattern, string fault)
    {
        var text = reader.RequiredText(key, remedy);
        if (text is null || pattern.IsMatch(text))
        {
            return text;
        }

        reader.Fault(key, $"{fault}, but is '{text}'.");
        return null;
    }

    private static BackupChoice ReadBackup(SettingsReader reader)
    {
        var id = reader.Text(BackupIdKey);
        if (id is not null && !BackupPattern().IsMatch(id))
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

    private static DownloadNetwork ReadNetwork(SettingsReader reader)
    {
        var text = reader.Text(NetworkKey);
        if (text is null || string.Equals(text, nameof(DownloadNetwork.Extranet), StringComparison.OrdinalIgnoreCase))
        {
            return DownloadNetwork.Extranet;
        }

        if (!string.Equals(text, nameof(DownloadNetwork.Intranet), StringComparison.OrdinalIgnoreCase))
        {
            reader.Fault(NetworkKey, $"must be Extranet or Intranet, but is '{text}'.");
        }

        return DownloadNetwork.Intranet;
    }

    [GeneratedRegex(@"^[a-z]{2,4}-[a-z]{2,24}(-[a-z0-9]{1,12})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"^crs-[a-z0-9]{4,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex InstancePattern();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BackupPattern();
}
