using System.Security.Cryptography.X509Certificates;
using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise.Locations;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>The settings of one source, read and valid.</summary>
internal sealed class RedisEnterpriseSettings
{
    private const string EndpointKey = "Endpoint";
    private const string DatabaseIdKey = "DatabaseId";
    private const string UsernameKey = "Username";
    private const string PasswordKey = "Password";
    private const string CaFileKey = "CaFile";
    private const string RequestTimeoutKey = "RequestTimeout";

    // Two of them, the look before the start and the start, end before the app gives the start up (90 s).
    private static readonly TimeSpan MaxRequestTimeout = TimeSpan.FromSeconds(40);
    private const string LocationKey = "ExportLocation";

    private RedisEnterpriseSettings(SettingsReader reader, Uri endpoint, BasicCredentials credentials, IExportLocation location)
    {
        Endpoint = endpoint;
        Credentials = credentials;
        Location = location;
        EndpointSetting = reader.NameOf(EndpointKey);
        DatabaseIdSetting = reader.NameOf(DatabaseIdKey);
        UsernameSetting = reader.NameOf(UsernameKey);
        PasswordSetting = reader.NameOf(PasswordKey);
        CaFileSetting = reader.NameOf(CaFileKey);
        RequestTimeoutSetting = reader.NameOf(RequestTimeoutKey);
        LocationSetting = reader.NameOf(LocationKey);
    }

    /// <summary>The REST API: <c>https</c>, host and port, nothing else.</summary>
    public Uri Endpoint { get; }

    /// <summary>The database's uid, at least 1.</summary>
    public required int DatabaseId { get; init; }

    public BasicCredentials Credentials { get; }

    /// <summary>The certificates that the server's must chain to; null when the system's trust decides.</summary>
    public required X509Certificate2Collection? CaCertificates { get; init; }

    public IExportLocation Location { get; }

    /// <summary>Whether the cluster is to send an e-mail when the export ends.</summary>
    public required bool EmailNotification { get; init; }

    /// <summary>How long one request may take, its answer included.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    // The settings' full names, for messages.
    public string EndpointSetting { get; }

    public string DatabaseIdSetting { get; }

    public string UsernameSetting { get; }

    public string PasswordSetting { get; }

    public string CaFileSetting { get; }

    public string RequestTimeoutSetting { get; }

    public string LocationSetting { get; }

    /// <summary>Reads a source's section; null, with the faults reported, when it has any.</summary>
    public static RedisEnterpriseSettings? Read(SettingsReader reader, TimeProvider time)
    {
        var endpoint = EndpointParser.Read(reader, EndpointKey);
        var databaseId = ReadDatabaseId(reader);
        var credentials = ReadCredentials(reader);
        var certificates = CaFileParser.Read(reader, CaFileKey);
        var emailNotification = reader.Flag("EmailNotification", defaultValue: false);
        var requestTimeout = reader.Duration(
            RequestTimeoutKey, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), MaxRequestTimeout);
        var location = ExportLocationParser.Read(reader.Section(LocationKey), requestTimeout, time);

        return reader.HasFaults || endpoint is null || credentials is null || location is null
            ? null
            : new RedisEnterpriseSettings(reader, endpoint, credentials, location)
            {
                DatabaseId = databaseId,
                CaCertificates = certificates,
                EmailNotification = emailNotification,
                RequestTimeout = requestTimeout,
            };
    }

    private static int ReadDatabaseId(SettingsReader reader) =>
        reader.RequiredText(DatabaseIdKey, "the database's uid, as `rladmin status databases` shows it after `db:`") is null
            ? 0
            : reader.WholeNumber(DatabaseIdKey, 0, 1, int.MaxValue);

    private static BasicCredentials? ReadCredentials(SettingsReader reader)
    {
        var username = reader.RequiredText(
            UsernameKey, "the e-mail address of a cluster user with the role db_member, cluster_member or admin");
        var password = reader.RequiredSecret(PasswordKey, "that user's password");
        if (username is not null && username.Contains(':', StringComparison.Ordinal))
        {
            reader.Fault(UsernameKey, "must not contain a colon: Basic authentication cannot carry it.");
            return null;
        }

        return username is null || password is null ? null : new BasicCredentials(username, password);
    }
}
