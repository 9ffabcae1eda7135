using System.Security.Authentication;
using FunctionsExport.Providers.TencentRedis.Settings;
using FunctionsExport.Providers.Transport;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>What it means when a request gets no answer, and whether it may have arrived.</summary>
internal sealed class TransportFaults(TencentRedisSettings settings)
{
    /// <summary>The fault of a failed request.</summary>
    /// <param name="error">What the HTTP client threw; a cancellation is a time-out, the caller's own is not given here.</param>
    /// <param name="content">The request's body.</param>
    public ExportFaultException From(Exception error, TrackedBody content)
    {
        var kind = NoAnswers.KindOf(error) switch
        {
            NoAnswer.TimedOut or NoAnswer.ConnectTimedOut => content.Begun ? NoAnswer.TimedOut : NoAnswer.ConnectTimedOut,
            var other => other,
        };
        return new ExportFaultException(FaultOf(kind, error), NoAnswers.FateOf(kind, content), error);
    }

    private ExportFault FaultOf(NoAnswer kind, Exception error) => kind switch
    {
        NoAnswer.NotResolved => Unavailable(
            $"The name of Tencent Cloud's API could not be resolved. Check {settings.EndpointSetting} and the name service."),
        NoAnswer.NotConnected => Unavailable(
            $"Tencent Cloud's API could not be connected to. Check {settings.EndpointSetting}, and that firewalls let this app reach it."),
        NoAnswer.ConnectTimedOut => Unavailable(
            $"No connection to Tencent Cloud's API came about in time. Check {settings.EndpointSetting}, and that firewalls let this "
            + "app reach it."),
        NoAnswer.NoTunnel => Unavailable(
            "The HTTP proxy that this app is told to use did not connect it to Tencent Cloud's API. Check HTTPS_PROXY and NO_PROXY."),
        NoAnswer.NoTls => FromTls(error),
        NoAnswer.NotHttp => new ExportFault(
            FaultCodes.UnexpectedAnswer, $"What answers is not Tencent Cloud's API. Check {settings.EndpointSetting}."),
        NoAnswer.TimedOut => Unavailable(
            $"Tencent Cloud's API did not answer in time. Try later, or raise {settings.RequestTimeoutSetting}."),
        _ => Unavailable(
            "The connection to Tencent Cloud's API broke before its answer was complete. Check what is between, such as a proxy."),
    };

    private ExportFault FromTls(Exception error) => error.InnerException is AuthenticationException
        ? new ExportFault(
            FaultCodes.CertificateNotTrusted,
            "The certificate of Tencent Cloud's API is not trusted by this machine. Check its certificate authorities and its clock, and "
            + "whether a proxy between breaks TLS open.")
        : Unavailable($"No TLS connection to Tencent Cloud's API came about. Check {settings.EndpointSetting} and what is between.");

    private static ExportFault Unavailable(string message) => new(FaultCodes.Unavailable, message, Retry: true);
}
