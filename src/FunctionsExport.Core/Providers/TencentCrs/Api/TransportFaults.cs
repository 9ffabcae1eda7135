using System.Security.Authentication;
using FunctionsExport.Providers.TencentCrs.Settings;
using FunctionsExport.Providers.Transport;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>What it means when a request gets no answer, and whether it may have arrived.</summary>
internal sealed class TransportFaults(TencentCrsSettings settings)
{
    /// <summary>The fault of a body that is larger than this client reads.</summary>
    public ExportFault BodyTooLarge => new(
        FaultCodes.UnexpectedAnswer,
        $"The answer of Tencent Cloud's API is larger than 4 MiB. Check that {settings.EndpointSetting} and any proxy lead to it.");

    /// <summary>The fault of a failed request.</summary>
    /// <param name="error">What the HTTP client threw; a cancellation is a time-out, the caller's own is not given here.</param>
    /// <param name="form">The request's body; null for a GET.</param>
    public ExportFaultException From(Exception error, TrackedBody? form)
    {
        var kind = NoAnswers.KindOf(error);
        return new ExportFaultException(FaultOf(kind, error), NoAnswers.FateOf(kind, form), error);
    }

    private ExportFault FaultOf(NoAnswer kind, Exception error) => kind switch
    {
        NoAnswer.NotResolved => Unavailable(
            "The name of Tencent Cloud's API could not be resolved. Check the name service of this machine, and "
            + $"{settings.EndpointSetting} where that is set."),
        NoAnswer.NotConnected or NoAnswer.ConnectTimedOut => Unavailable(
            "Tencent Cloud's API could not be connected to. Check that firewalls let this app reach it, and "
            + $"{settings.EndpointSetting} where that is set."),
        NoAnswer.NoTunnel => Unavailable(
            "The HTTP proxy that this app is told to use did not connect it to Tencent Cloud's API. Check HTTPS_PROXY and NO_PROXY."),
        NoAnswer.NoTls when error.InnerException is AuthenticationException => new ExportFault(
            FaultCodes.CertificateNotTrusted,
            "This machine does not trust the certificate of Tencent Cloud's API, or of what answers in its place. Check the machine's "
            + "trusted authorities and its clock, and any proxy that inspects TLS."),
        NoAnswer.NoTls => Unavailable("No TLS connection to Tencent Cloud's API came about."),
        NoAnswer.NotHttp => new ExportFault(
            FaultCodes.UnexpectedAnswer,
            $"What answers is not Tencent Cloud's API. Check {settings.EndpointSetting} and any proxy."),
        NoAnswer.TimedOut => Unavailable(
            $"Tencent Cloud's API did not answer in time. Look at its status page, or raise {settings.RequestTimeoutSetting}."),
        _ => Unavailable("The connection to Tencent Cloud's API broke before its answer was complete. Look at what is between."),
    };

    private static ExportFault Unavailable(string message) => new(FaultCodes.Unavailable, message, Retry: true);
}
