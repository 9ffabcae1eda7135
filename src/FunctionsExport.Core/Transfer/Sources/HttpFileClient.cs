using System.Net;
using System.Net.Security;

namespace FunctionsExport.Transfer.Sources;

/// <summary>Makes HTTP clients that are fit for <see cref="HttpFile"/>: bytes as they are, redirects left to it, no time limit.</summary>
internal static class HttpFileClient
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A client; one serves any number of files.</summary>
    /// <param name="tls">What certificates to trust; null for what the machine trusts.</param>
    public static HttpClient Create(SslClientAuthenticationOptions? tls = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        if (tls is not null)
        {
            handler.SslOptions = tls;
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
