using System.Security.Authentication;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Thrown in a TLS handshake to say what is wrong with the server's certificate.</summary>
internal sealed class ServerCertificateException(ServerCertificateFault fault)
    : AuthenticationException($"The server's certificate is refused: {fault}.")
{
    public ServerCertificateFault Fault => fault;
}
