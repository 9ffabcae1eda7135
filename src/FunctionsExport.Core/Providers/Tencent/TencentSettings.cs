using System.Text.RegularExpressions;
using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.Tencent;

/// <summary>What the settings of a source have in common, whichever API it uses.</summary>
internal abstract partial class TencentSettings(SettingsReader reader)
{
    protected const string InstanceIdKey = "InstanceId";
    protected const string EndpointKey = "Endpoint";
    protected const string RegionKey = "Region";
    protected const string SecretIdKey = "SecretId";
    protected const string SecretKeyKey = "SecretKey";
    protected const string TokenKey = "Token";

    private const string BackupIdKey = "BackupId";
    private const string MaxBackupAgeKey = "MaxBackupAge";
    private const string BackupFirstKey = "BackupFirst";
    private const string NetworkKey = "Network";
    private const string RequestTimeoutKey = "RequestTimeout";

    // What is done before the start, and the start, which may be sent twice, end before the app gives it up (90 s).
    private static readonly TimeSpan MaxRequestTimeout = TimeSpan.FromSeconds(40);

    /// <summary>The address of the API.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The instance's region, as it is written in the settings.</summary>
    public required string Region { get; init; }

    /// <summary>Which backup is taken.</summary>
    public required BackupChoice Backup { get; init; }

    /// <summary>Over which network backups are downloaded.</summary>
    public required DownloadNetwork Network { get; init; }

    /// <summary>How long one request may take, its answer included.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    // The settings' full names, for messages.
    public string SecretIdSetting => NameOf(SecretIdKey);

    public string SecretKeySetting => NameOf(SecretKeyKey);

    public string TokenSetting => NameOf(TokenKey);

    public string RegionSetting => NameOf(RegionKey);

    public string BackupIdSetting => NameOf(BackupIdKey);

    public string MaxBackupAgeSetting => NameOf(MaxBackupAgeKey);

    public string BackupFirstSetting => NameOf(BackupFirstKey);

    public string NetworkSetting => NameOf(NetworkKey);

    public string EndpointSetting => NameOf(EndpointKey);

    public string RequestTimeoutSetting => NameOf(RequestTimeoutKey);

    /// <summary>The full name of a setting.</summary>
    protected string NameOf(string key) => reader.NameOf(key);

    /// <summary>An API key, or temporary credentials with their token; what is missing is reported.</summary>
    protected static (string? Id, string? Key, string? Token) ReadApiKey(SettingsReader reader)
    {
        return (
            reader.RequiredSecret(SecretIdKey, "the id of an API key, as the console shows it"),
            reader.RequiredSecret(SecretKeyKey, "that API key's secret"),
            reader.Secret(TokenKey));
    }

    /// <summary>Reports a secret that cannot be sent as it is. The value itself is not repeated.</summary>
    /// <param name="inHeader">Whether it is sent in a header, where commas separate.</param>
    protected static void CheckText(SettingsReader reader, string key, string? value, bool inHeader)
    {
        if (value is not null && value.Any(c => c is <= ' ' or > '~' || (inHeader && c == ',')))
        {
            reader.Fault(
                key, $"must have no blanks, {(inHeader ? "commas, " : "")}line breaks or characters beyond ASCII; copy it again.");
        }
    }

    /// <summary>The instance's id; null, or a text that is none, with the fault reported.</summary>
    /// <param name="example">An id, for the fault.</param>
    protected static string? ReadInstance(SettingsReader reader, string key, string example)
    {
        var id = reader.RequiredText(key, $"the instance's id, such as {example}");
        if (id is not null && !InstancePattern().IsMatch(id))
        {
            reader.Fault(key, $"must be an instance's id, 'crs-' and lower-case letters and digits, but is '{id}'.");
        }

        return id;
    }

    /// <summary>Which backup is taken.</summary>
    /// <param name="longestAge">How long backups are kept.</param>
    protected static BackupChoice ReadBackup(SettingsReader reader, TimeSpan longestAge)
    {
        var id = reader.Text(BackupIdKey);
        if (id is not null && !BackupPattern().IsMatch(id))
        {
            reader.Fault(BackupIdKey, $"must be a backup's id, at most 128 letters, digits and hyphens, but is '{id}'.");
        }

        var age = reader.Text(MaxBackupAgeKey) is null
            ? (TimeSpan?)null
            : reader.Duration(MaxBackupAgeKey, longestAge, TimeSpan.FromMinutes(1), longestAge);
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

    protected static DownloadNetwork ReadNetwork(SettingsReader reader) =>
        reader.OneOf(
            NetworkKey, DownloadNetwork.Extranet, ("Extranet", DownloadNetwork.Extranet), ("Intranet", DownloadNetwork.Intranet));

    protected static TimeSpan ReadRequestTimeout(SettingsReader reader) => reader.Duration(
        RequestTimeoutKey, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), MaxRequestTimeout);

    [GeneratedRegex(@"^crs-[a-z0-9]{4,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex InstancePattern();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BackupPattern();
}
