using System.Security.Authentication;
using FunctionsExport.Providers.TencentRedis.Settings;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>What it means when a request gets no answer, and whether it may have arrived.</summary>
internal sealed class TransportFaults(TencentRedisSettings settings)
{
    /// <summary>The fault of a failed request.</summary>
    /// <param name="error">What the HTTP client threw; a cancellation is a time-out, the caller's own is not given here.</param>
    /// <param name="content">The request's body.</param>
    public ExportFaultException From(Exception error, TrackedContent content)
    {
        var fault = error switch
        {
            HttpRequestException e => FromHttp(e),
            OperationCanceledException when !content.Begun => Unavailable(
                $"No connection to Tencent Cloud's API came about in time. Check {settings.EndpointSetting}, and that firewalls let this "
                + "app reach it."),
            OperationCanceledException => Unavailable(
                $"Tencent Cloud's API did not answer in time. Try later, or raise {settings.RequestTimeoutSetting}."),
            _ => Broken,
        };
        return new ExportFaultException(fault, content.Begun ? RequestFate.Unanswered : RequestFate.NotSent, error);
    }

    private static ExportFault Broken => Unavailable(
        "The connection to Tencent Cloud's API broke before its answer was complete. Check what is between, such as a proxy.");

    private ExportFault FromHttp(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Unavailable(
            $"The name of Tencent Cloud's API could not be resolved. Check {settings.EndpointSetting} and the name service."),
        HttpRequestError.ConnectionError => Unavailable(
            $"Tencent Cloud's API could not be connected to. Check {settings.EndpointSetting}, and that firewalls let this app reach it."),
        HttpRequestError.ProxyTunnelError => Unavailable(
            "The HTTP proxy that this app is told to use did not connect it to Tencent Cloud's API. Check HTTPS_PROXY and NO_PROXY."),
        HttpRequestError.SecureConnectionError => FromTls(error),
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => new ExportFault(
            FaultCodes.UnexpectedAnswer, $"What answers is not Tencent Cloud's API. Check {settings.EndpointSetting}."),
        _ => Broken,
    };

    private ExportFault FromTls(HttpRequestException error) => error.InnerException is AuthenticationException
        ? new ExportFault(
            FaultCodes.CertificateNotTrusted,
            "The certificate of Tencent Cloud's API is not trusted by this machine. Check its certificate authorities and its clock, and "
            + "whether a proxy between breaks TLS open.")
        : Unavailable($"No TLS connection to Tencent Cloud's API came about. Check {settings.EndpointSetting} and what is between.");

    private static ExportFault Unavailable(string message) => new(FaultCodes.Unavailable, message, Retry: true);
}
