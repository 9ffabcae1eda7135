using System.Security.Cryptography.X509Certificates;

namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>An FTP server, and who we are there.</summary>
/// <param name="host">A name or an IPv4 address.</param>
/// <param name="port">1 to 65535.</param>
/// <param name="security">How the connections are protected.</param>
internal sealed class FtpServer(string host, int port, FtpSecurity security)
{
    public string Host => host;

    public int Port => port;

    public FtpSecurity Security => security;

    public string Username { get; init; } = "anonymous";

    public string Password { get; init; } = "anonymous@";

    /// <summary>The certificates that the server's must chain to; null when the system's trust decides.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>How long each step may take: a connection, a handshake, a reply, a read.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Says nothing of the password.</summary>
    public override string ToString() => $"{host}:{port}";
}
