using System.Text.Json.Nodes;
using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise.Settings;
using FunctionsExport.Transfer.Sources.Ftp;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>A directory of an FTP or FTPS server (location type <c>url</c>).</summary>
internal sealed class FtpLocation : IExportLocation
{
    internal const string Type = "url";
    private const string UrlKey = "Url";
    private const string TlsKey = "Tls";
    private const string CaFileKey = "CaFile";
    private const string Implicit = "Implicit";
    private const string Explicit = "Explicit";
    private const string FilePrefix = "bk";
    private const int FtpPort = 21;
    private const int ImplicitTlsPort = 990;

    private readonly LocationUrl _url;
    private readonly LoginSettings _login;
    private readonly FtpServer _server;
    private readonly FtpFaults _faults;
    private readonly string _urlSetting;
    private readonly TimeProvider _time;

    private FtpLocation(SettingsReader reader, LocationUrl url, LoginSettings login, FtpServer server, TimeProvider time)
    {
        _url = url;
        _login = login;
        _server = server;
        _time = time;
        _urlSetting = reader.NameOf(UrlKey);
        _faults = new FtpFaults(_urlSetting, reader.NameOf("Username"), reader.NameOf(CaFileKey), reader.NameOf(TlsKey));
    }

    /// <inheritdoc/>
    public string Description => $"{Type} {_url.Text}";

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => _login.Secrets;

    /// <inheritdoc/>
    public string DeniedRemedy =>
        $"Check the user and the password, and let the user read and write the directory in {_urlSetting}.";

    /// <inheritdoc/>
    public string NotFoundRemedy => $"Check the host, the port and the directory in {_urlSetting}; the directory must be there.";

    /// <inheritdoc/>
    public string UnseenRemedy =>
        $"Check that the cluster and this app see the same directory at {_urlSetting}: a path is below the directory in which the "
        + "user begins.";

    /// <inheritdoc/>
    public bool RemovesAfterFetch { get; private init; }

    /// <summary>Reads the settings; null when they have a fault.</summary>
    public static FtpLocation? Read(SettingsReader reader, TimeSpan timeout, TimeProvider time)
    {
        var url = LocationUrl.Read(reader, UrlKey, "ftps://files.example.com/exports/", "ftp", "ftps");
        var login = LoginSettings.Read(reader);
        var security = ReadSecurity(reader, url);
        var roots = CaFileParser.Read(reader, CaFileKey);
        var removesAfterFetch = reader.Flag(LocationSettings.RemoveAfterFetchKey, defaultValue: false);
        if (reader.HasFaults || url is null || login is null)
        {
            return null;
        }

        var anonymous = new FtpServer(url.Host, 0, security);
        var server = new FtpServer(
            url.Host, url.Port ?? (security == FtpSecurity.Implicit ? ImplicitTlsPort : FtpPort), security)
        {
            Username = login.Username ?? anonymous.Username,
            Password = login.Password ?? (login.Username is null ? anonymous.Password : ""),
            Roots = roots,
            Timeout = timeout,
        };
        return new FtpLocation(reader, url, login, server, time) { RemovesAfterFetch = removesAfterFetch };
    }

    /// <inheritdoc/>
    public Task<JsonObject> CreateRequestAsync(string? folder, DateTimeOffset deadline, CancellationToken cancellationToken) =>
        Task.FromResult(new JsonObject
        {
            ["type"] = Type,
            ["url"] = _url.WithCredentials(_login.Username, _login.Password),
        });

    /// <inheritdoc/>
    public Task<IReadOnlyList<LocatedFile>> ListAsync(string? folder, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            var files = new List<LocatedFile>();
            foreach (var entry in await connection.ListAsync(cancellationToken))
            {
                if (entry.Name.StartsWith(FilePrefix, StringComparison.Ordinal)
                    && (entry.Size ?? await connection.FindSizeAsync(entry.Name, cancellationToken)) is { } size)
                {
                    files.Add(new LocatedFile(entry.Name, size, Version: VersionOf(size, entry.Modified)));
                }
            }

            return (IReadOnlyList<LocatedFile>)files;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LocatedFile>> IdentifyAsync(
        IReadOnlyList<LocatedFile> files, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            var identified = new List<LocatedFile>();
            foreach (var file in files)
            {
                // A listing may be rounded; what the server says of one file is what it will say again.
                identified.Add(file with
                {
                    Version = VersionOf(file.Size, await connection.FindModifiedAsync(file.Name, cancellationToken)),
                });
            }

            return (IReadOnlyList<LocatedFile>)identified;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<OpenedFile> OpenAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenFileAsync(file, range, cancellationToken);
        }
        catch (FtpException e)
        {
            throw e.Failure == FtpFailure.NoFile ? LocationFaults.Gone(file.Name, e) : _faults.From(e);
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(LocatedFile file, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            var size = await connection.FindSizeAsync(file.Name, cancellationToken);
            if (size is not null)
            {
                ThrowIfChanged(file, size.Value, await connection.FindModifiedAsync(file.Name, cancellationToken));
                await connection.DeleteAsync(file.Name, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public string Describe(string? folder, string name) => $"{Type} {_url.Text}{name}";

    private static FtpSecurity ReadSecurity(SettingsReader reader, LocationUrl? url)
    {
        var text = reader.Text(TlsKey);
        if (text is not (null or Implicit or Explicit))
        {
            reader.Fault(TlsKey, $"must be {Implicit} or {Explicit}, but is '{text}'.");
        }

        if (url?.Scheme == "ftp")
        {
            if (text is not null)
            {
                reader.Fault(TlsKey, $"cannot be used with ftp://, which is not protected; set {reader.NameOf(UrlKey)} to ftps://.");
            }

            return FtpSecurity.None;
        }

        return (text, url?.Port) switch
        {
            (Implicit, _) => FtpSecurity.Implicit,
            (Explicit, _) => FtpSecurity.Explicit,
            (_, null or ImplicitTlsPort) => FtpSecurity.Implicit,
            _ => FtpSecurity.Explicit,
        };
    }

    private static string? VersionOf(long size, string? modified) => modified is null ? null : $"{size}-{modified}";

    private static void ThrowIfChanged(LocatedFile file, long size, string? modified)
    {
        if (size != file.Size || (file.Version is not null && VersionOf(size, modified) != file.Version))
        {
            throw LocationFaults.Changed(file.Name);
        }
    }

    private async Task<OpenedFile> OpenFileAsync(LocatedFile file, FileRange range, CancellationToken cancellationToken)
    {
        var connection = await FtpConnection.OpenAsync(_server, _time, cancellationToken);
        try
        {
            await connection.EnterAsync(_url.Directory, cancellationToken);
            var size = await connection.FindSizeAsync(file.Name, cancellationToken) ?? throw LocationFaults.Gone(file.Name);
            var modified = await connection.FindModifiedAsync(file.Name, cancellationToken);
            ThrowIfChanged(file, size, modified);
            var version = VersionOf(size, modified);
            var offset = range.Version is null || range.Version == version ? range.Offset : 0;
            var content = await connection.OpenReadAsync(file.Name, offset, size - offset, cancellationToken);
            if (content is null)
            {
                offset = 0;
                content = await connection.OpenReadAsync(file.Name, offset, size, cancellationToken);
            }

            // A range at a time: each takes a login of its own, and servers allow few.
            return new OpenedFile(content!) { Offset = offset, Size = size, Version = version, HasRanges = false };
        }
        catch
        {
            connection.Abandon();
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<T> RunAsync<T>(Func<FtpConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await FtpConnection.OpenAsync(_server, _time, cancellationToken);
            await connection.EnterAsync(_url.Directory, cancellationToken);
            return await work(connection);
        }
        catch (FtpException e)
        {
            throw _faults.From(e);
        }
    }
}
