using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>
/// TLS over the connections of one conversation. Servers want the data connections to resume the control connection's session, as
/// proof that both have one client; the platform keeps the sessions of a host name, and of none for a bare address.
/// </summary>
internal static class FtpTls
{
    /// <summary>Does the client's part of the handshake.</summary>
    /// <param name="stream">The connection; closed with the result.</param>
    /// <param name="server">The server.</param>
    /// <param name="name">The server's name in the spelling of this conversation (<see cref="TlsSpellings"/>).</param>
    /// <param name="cancellationToken">Ends it before its time.</param>
    public static async Task<SslStream> AuthenticateAsync(
        Stream stream, FtpServer server, string name, CancellationToken cancellationToken)
    {
        var refused = SslPolicyErrors.None;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = name,
            AllowRenegotiation = false,
            RemoteCertificateValidationCallback = (_, _, _, errors) =>
            {
                refused = errors;
                return errors == SslPolicyErrors.None;
            },
        };
        if (server.Roots is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(server.Roots);
        }

        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            return tls;
        }
        catch (AuthenticationException e)
        {
            await tls.DisposeAsync();
            throw refused == SslPolicyErrors.None
                ? new FtpException(FtpFailure.NoTls, "No TLS connection to the FTP server came about.", innerException: e)
                : new FtpException(
                    FtpFailure.NotTrusted,
                    refused == SslPolicyErrors.RemoteCertificateNameMismatch
                        ? "The FTP server's certificate is for another name."
                        : "The FTP server's certificate is not trusted or not valid now.",
                    innerException: e);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
