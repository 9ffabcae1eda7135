using System.Net.Http.Headers;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Puts the credentials to a request.</summary>
internal interface IClusterLogin
{
    /// <summary>Sends a request with the credentials, a second time where the first ones had run out.</summary>
    /// <param name="send">Sends the request with the given Authorization header; called at most twice.</param>
    /// <param name="time">The call's time.</param>
    /// <returns>The answer; one with status 401 is final.</returns>
    /// <exception cref="ExportFaultException">
    /// What <paramref name="send"/> has thrown, or why the credentials could not be got; then the request was not sent.
    /// </exception>
    Task<ClusterAnswer> SendAsync(Func<AuthenticationHeaderValue?, Task<ClusterAnswer>> send, CallTime time);
}
