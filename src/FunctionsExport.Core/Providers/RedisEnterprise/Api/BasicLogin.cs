using System.Net.Http.Headers;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>User and password with every request.</summary>
internal sealed class BasicLogin(BasicCredentials user, LoginGuard guard) : IClusterLogin
{
    public Task<ClusterAnswer> SendAsync(Func<AuthenticationHeaderValue?, Task<ClusterAnswer>> send, CallTime time) =>
        guard.SendAsync(() => send(user.Header), time);
}
