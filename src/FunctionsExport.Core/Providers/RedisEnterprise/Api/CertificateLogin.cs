using System.Net.Http.Headers;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>The client certificate in the TLS handshake says it all.</summary>
internal sealed class CertificateLogin : IClusterLogin
{
    public Task<ClusterAnswer> SendAsync(Func<AuthenticationHeaderValue?, Task<ClusterAnswer>> send, CallTime time) => send(null);
}
