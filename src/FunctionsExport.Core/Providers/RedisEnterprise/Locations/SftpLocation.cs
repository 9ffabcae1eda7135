using System.Text.Json.Nodes;
using FunctionsExport.Configuration;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>A directory of an SFTP server (location type <c>sftp</c>). The cluster writes there; this app cannot read it.</summary>
internal sealed class SftpLocation : IExportLocation
{
    internal const string Type = "sftp";
    private const string UrlKey = "Url";
    private const string KeyKey = "Key";

    private readonly LocationUrl _url;
    private readonly LoginSettings _login;
    private readonly string? _key;
    private readonly string _urlSetting;

    private SftpLocation(SettingsReader reader, LocationUrl url, LoginSettings login, string? key)
    {
        _url = url;
        _login = login;
        _key = key;
        _urlSetting = reader.NameOf(UrlKey);
    }

    /// <inheritdoc/>
    public string Description => $"{Type} {_url.Text}";

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => _key is null ? _login.Secrets : [.. _login.Secrets, .. PrivateKeyText.SecretsOf(_key)];

    /// <inheritdoc/>
    public string DeniedRemedy => _key is null && _login.Password is null
        ? "Install the cluster's own public key (cluster_ssh_public_key in GET /v1/cluster) for the user at the SFTP server, and let "
            + $"the user write to the directory in {_urlSetting}."
        : $"Check the user and the password or key, and let the user read and write the directory in {_urlSetting}.";

    /// <inheritdoc/>
    public string NotFoundRemedy => $"Check the host, the port and the directory in {_urlSetting}; the directory must be there.";

    /// <inheritdoc/>
    public string UnseenRemedy => $"Look into the directory in {_urlSetting}.";

    /// <inheritdoc/>
    public string? FetchObstacle =>
        $"cannot be used with an export location of the type {Type}, which the cluster writes to and this app cannot read; fetch from "
        + "one of the types url, s3, abs or mount_point.";

    /// <summary>Reads the settings; null when they have a fault.</summary>
    public static SftpLocation? Read(SettingsReader reader)
    {
        var url = LocationUrl.Read(reader, UrlKey, "sftp://files.example.com:22/exports/", "sftp");
        var login = LoginSettings.Read(reader);
        var key = PrivateKeyText.Read(reader, KeyKey, required: false);
        if (login is { Username: null })
        {
            reader.Fault("Username", "is missing; set it to the user that the cluster logs in as.");
        }

        return reader.HasFaults || url is null || login is null ? null : new SftpLocation(reader, url, login, key);
    }

    /// <inheritdoc/>
    public Task<JsonObject> CreateRequestAsync(string? folder, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["type"] = Type, ["sftp_url"] = _url.WithCredentials(_login.Username, _login.Password) };
        if (_key is not null)
        {
            request["key"] = _key;
        }

        return Task.FromResult(request);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LocatedFile>> ListAsync(string? folder, CancellationToken cancellationToken) => throw Unreadable();

    /// <inheritdoc/>
    public Task<OpenedFile> OpenAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken) => throw Unreadable();

    /// <inheritdoc/>
    public Task RemoveAsync(LocatedFile file, CancellationToken cancellationToken) => throw Unreadable();

    /// <inheritdoc/>
    public string Describe(string? folder, string name) => $"{Type} {_url.Text}{name}";

    private static NotSupportedException Unreadable() => new("This app cannot read from SFTP servers.");
}
