namespace FunctionsExport.Emulators.Processes;

/// <summary>How to start <see cref="Vsftpd"/>.</summary>
internal sealed class VsftpdOptions
{
    public FtpTls Tls { get; init; }

    /// <summary>Whether data connections must continue the TLS session of the control connection, vsftpd's own default.</summary>
    public bool RequireSessionReuse { get; init; } = true;

    /// <summary>Whether TLS is required where it is offered, of the login and of data.</summary>
    public bool RequireTls { get; init; } = true;

    /// <summary>The password of the server's user.</summary>
    public string Password { get; init; } = "ftp-secret";

    /// <summary>Whether files can be uploaded, folders made, files removed and renamed.</summary>
    public bool Writable { get; init; } = true;

    /// <summary>The largest file that can be uploaded, in bytes: as on a full disk, the rest is refused. Null for none.</summary>
    public long? FileSizeLimit { get; init; }

    /// <summary>The control port; 0 for a free one. A server can be replaced by one on the same port.</summary>
    public int Port { get; init; }

    /// <summary>Further lines of vsftpd.conf, which win over ours; without spaces around the equals sign.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>How long the server may take to listen.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
