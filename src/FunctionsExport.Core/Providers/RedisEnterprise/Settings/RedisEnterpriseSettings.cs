using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise.Locations;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>The settings of one source, read and valid.</summary>
internal sealed class RedisEnterpriseSettings
{
    private const string ClusterNameKey = "ClusterName";
    private const string DatabaseIdKey = "DatabaseId";
    private const string RequestTimeoutKey = "RequestTimeout";

    // Two of them, the look before the start and the start, end before the app gives the start up (90 s).
    private static readonly TimeSpan MaxRequestTimeout = TimeSpan.FromSeconds(40);
    private const string LocationKey = "ExportLocation";

    private RedisEnterpriseSettings(SettingsReader reader, ClusterCredentials credentials, IExportLocation location)
    {
        Credentials = credentials;
        Location = location;
        EndpointSetting = reader.NameOf(
            reader.Text(EndpointParser.SingleKey) is null ? EndpointParser.ListKey : EndpointParser.SingleKey);
        EndpointsSetting = reader.NameOf(EndpointParser.ListKey);
        DatabaseIdSetting = reader.NameOf(DatabaseIdKey);
        AuthenticationSetting = reader.NameOf(CredentialsParser.FormKey);
        UsernameSetting = reader.NameOf(CredentialsParser.UsernameKey);
        PasswordSetting = reader.NameOf(CredentialsParser.PasswordKey);
        ClientCertificateSetting = reader.NameOf(ClientCertificateParser.FileKey);
        CaFileSetting = reader.NameOf(ServerTrustParser.CaFileKey);
        ThumbprintSetting = reader.NameOf(ServerTrustParser.ThumbprintKey);
        RequestTimeoutSetting = reader.NameOf(RequestTimeoutKey);
        LocationSetting = reader.NameOf(LocationKey);
    }

    /// <summary>The REST APIs of the cluster's nodes, at least one: <c>https</c>, host and port, nothing else.</summary>
    public required IReadOnlyList<Uri> Endpoints { get; init; }

    /// <summary>What sources of one cluster that list no address in common have in common; null when not needed.</summary>
    public required string? ClusterName { get; init; }

    /// <summary>The database's uid, at least 1.</summary>
    public required int DatabaseId { get; init; }

    public ClusterCredentials Credentials { get; }

    /// <summary>Which server's certificate is accepted.</summary>
    public required ServerTrustSettings Trust { get; init; }

    public IExportLocation Location { get; }

    /// <summary>Whether the cluster is to send an e-mail when the export ends.</summary>
    public required bool EmailNotification { get; init; }

    /// <summary>How long one call may take, its answer included, and all that it needs: logging in, other nodes.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    // The settings' full names, for messages.
    public string EndpointSetting { get; }

    public string EndpointsSetting { get; }

    public string DatabaseIdSetting { get; }

    public string AuthenticationSetting { get; }

    public string UsernameSetting { get; }

    public string PasswordSetting { get; }

    public string ClientCertificateSetting { get; }

    public string CaFileSetting { get; }

    public string ThumbprintSetting { get; }

    public string RequestTimeoutSetting { get; }

    public string LocationSetting { get; }

    /// <summary>Reads a source's section; null, with the faults reported, when it has any.</summary>
    public static RedisEnterpriseSettings? Read(SettingsReader reader, TimeProvider time)
    {
        var endpoints = EndpointParser.ReadAll(reader);
        var clusterName = reader.Text(ClusterNameKey);
        var databaseId = ReadDatabaseId(reader);
        var credentials = CredentialsParser.Read(reader);
        var trust = ServerTrustParser.Read(reader, endpoints);
        var emailNotification = reader.Flag("EmailNotification", defaultValue: false);
        var requestTimeout = reader.Duration(
            RequestTimeoutKey, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), MaxRequestTimeout);
        var location = ExportLocationParser.Read(reader.Section(LocationKey), requestTimeout, time);

        return reader.HasFaults || endpoints.Count == 0 || credentials is null || location is null
            ? null
            : new RedisEnterpriseSettings(reader, credentials, location)
            {
                Endpoints = endpoints,
                ClusterName = clusterName,
                DatabaseId = databaseId,
                Trust = trust,
                EmailNotification = emailNotification,
                RequestTimeout = requestTimeout,
            };
    }

    private static int ReadDatabaseId(SettingsReader reader) =>
        reader.RequiredText(DatabaseIdKey, "the database's uid, as `rladmin status databases` shows it after `db:`") is null
            ? 0
            : reader.WholeNumber(DatabaseIdKey, 0, 1, int.MaxValue);
}
