using FunctionsExport.Providers.RedisEnterprise.Settings;
using FunctionsExport.Providers.Transport;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>What it means when a request gets no answer, and whether it may have arrived.</summary>
internal sealed class TransportFaults(RedisEnterpriseSettings settings)
{
    /// <summary>The fault of a body that is larger than this client reads.</summary>
    public static ExportFault BodyTooLarge { get; } = new(
        FaultCodes.UnexpectedAnswer,
        "The cluster's answer is larger than 1 MiB. Check that the endpoint is the REST API of a Redis Enterprise cluster.");

    /// <summary>The fault of a failed request.</summary>
    /// <param name="error">What the HTTP client threw; a cancellation is a time-out, the caller's own is not given here.</param>
    /// <param name="content">The request's body, when it has one.</param>
    public ExportFaultException From(Exception error, TrackedBody? content)
    {
        var kind = NoAnswers.KindOf(error);
        return new ExportFaultException(FaultOf(kind, error), NoAnswers.FateOf(kind, content), error);
    }

    /// <summary>Waits for a turn before a request is sent.</summary>
    /// <exception cref="ExportFaultException">The call's time was over first.</exception>
    public async Task EnterAsync(SemaphoreSlim gate, CallTime time)
    {
        try
        {
            await gate.WaitAsync(time.Token);
        }
        catch (OperationCanceledException e)
        {
            time.ThrowIfCancelled();
            throw new ExportFaultException(TimedOut, RequestFate.NotSent, e);
        }
    }

    private ExportFault TimedOut => Unavailable(
        $"The cluster did not answer in time. Check its health, or raise {settings.RequestTimeoutSetting}.");

    private ExportFault FaultOf(NoAnswer kind, Exception error) => kind switch
    {
        NoAnswer.NotResolved => Unavailable(
            $"The name of the cluster's host could not be resolved. Check {settings.EndpointSetting} and the name service."),
        NoAnswer.NotConnected => Unavailable(
            $"The cluster could not be connected to. Check {settings.EndpointSetting}, that the cluster runs, and that firewalls "
            + "let this app reach it."),
        NoAnswer.ConnectTimedOut => Unavailable(
            $"No connection to the cluster came about in time. Check {settings.EndpointSetting}, and that firewalls let this app "
            + "reach it."),
        NoAnswer.NoTunnel => Unavailable(
            "The HTTP proxy that this app is told to use did not connect it to the cluster. Check HTTPS_PROXY and NO_PROXY."),
        NoAnswer.NoTls => FromTls(error),
        NoAnswer.NotHttp => new ExportFault(
            FaultCodes.UnexpectedAnswer,
            $"What answers is not a REST API. Check that {settings.EndpointSetting} names the port of the cluster's REST API."),
        NoAnswer.TimedOut => TimedOut,
        _ => Unavailable(
            "The connection to the cluster broke before its answer was complete. Check the cluster and what is between."),
    };

    private ExportFault FromTls(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            if (e is ServerCertificateException certificate)
            {
                return new ExportFault(FaultCodes.CertificateNotTrusted, CertificateMessage(certificate.Fault));
            }
        }

        return Unavailable(
            $"No TLS connection to the cluster came about. Check that {settings.EndpointSetting} names the port of the cluster's "
            + "REST API, and that both sides share a TLS version.");
    }

    private string CertificateMessage(ServerCertificateFault fault) => fault switch
    {
        ServerCertificateFault.OtherName =>
            $"The cluster's certificate is for another name than the host in {settings.EndpointSetting}. Set that to a name which "
            + "the certificate has, or give the cluster an API certificate for this name.",
        ServerCertificateFault.Expired =>
            "The cluster's certificate has expired or is not valid yet. Renew the cluster's API certificate, and check this "
            + "machine's clock.",
        ServerCertificateFault.NotPinned =>
            $"The cluster's certificate is not the one in {settings.ThumbprintSetting}. If the cluster was given a new one, check its "
            + "SHA-256 thumbprint at the cluster and set that; if not, something else answers in its place.",
        _ => settings.Trust.Roots is null
            ? "The cluster's certificate is not signed by an authority that this machine trusts; a cluster signs its own unless "
            + $"it was given one. Set {settings.CaFileSetting} to a PEM file with the cluster's API certificate or its authority's."
            : $"The cluster's certificate does not chain to one in {settings.CaFileSetting}. Put the cluster's API certificate or "
            + "its authority's root there.",
    };

    private static ExportFault Unavailable(string message) => new(FaultCodes.Unavailable, message, Retry: true);
}
