using System.Globalization;
using System.Security.Authentication;
using FunctionsExport.Providers;

namespace FunctionsExport.Transfer.Sources;

/// <summary>
/// Why a file behind a URL cannot be read. What the HTTP client throws names the host: it goes no further than here.
/// </summary>
internal sealed class HttpFileFaults(string name, TimeProvider time)
{
    /// <summary>An answer that is not the file.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="bytes">How many bytes of the file had come before.</param>
    public ExportFaultException OfStatus(HttpResponseMessage answer, long bytes)
    {
        var status = (int)answer.StatusCode;
        var (code, retry, remedy) = status switch
        {
            401 => (FaultCodes.Unauthorized, false, "Its URL needs credentials, or those that it has are not accepted."),
            403 => (FaultCodes.Forbidden, false, "Its URL has expired, or may not be read from here."),
            404 or 410 => (FaultCodes.Incomplete, false, "The file is not there any more."),
            429 => (FaultCodes.Throttled, true, "It asks for fewer requests."),
            408 or 425 or >= 500 => (FaultCodes.Unavailable, true, "It cannot answer at present."),
            >= 300 and < 400 => (FaultCodes.UnexpectedAnswer, false, "It redirects to where this app does not follow."),
            _ => (FaultCodes.UnexpectedAnswer, false, "That is no answer to a download."),
        };
        var text = status.ToString(CultureInfo.InvariantCulture);
        return new ExportFaultException(new ExportFault(
            code,
            $"The source of {name} answered with HTTP status {text}, after {bytes} bytes. {remedy}",
            retry,
            retry ? RetryAfterOf(answer) : null,
            text));
    }

    /// <summary>An answer with the right status that cannot be used.</summary>
    public ExportFaultException OfAnswer(string what, long bytes, bool retry = false) => new(new ExportFault(
        FaultCodes.UnexpectedAnswer, $"The source of {name} answered {what}, after {bytes} bytes.", retry));

    /// <summary>No answer, or none any more.</summary>
    public ExportFaultException OfError(Exception error, long bytes)
    {
        if (error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException })
        {
            return new ExportFaultException(new ExportFault(
                FaultCodes.CertificateNotTrusted,
                $"The source of {name} has a certificate that this machine does not trust, after {bytes} bytes."));
        }

        var kind = error switch
        {
            HttpRequestException e => e.HttpRequestError,
            HttpIOException e => e.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        var what = kind switch
        {
            HttpRequestError.NameResolutionError => "has a name that could not be resolved",
            HttpRequestError.ConnectionError => "could not be connected to",
            HttpRequestError.ProxyTunnelError => "could not be reached through the HTTP proxy",
            HttpRequestError.SecureConnectionError => "made no TLS connection",
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => "does not answer in HTTP",
            HttpRequestError.ResponseEnded => "ended its answer early",
            _ => "broke the connection",
        };
        return new ExportFaultException(new ExportFault(
            FaultCodes.Unavailable, $"The source of {name} {what}, after {bytes} bytes.", Retry: true, ProviderCode: kind.ToString()));
    }

    /// <summary>Nothing came for too long.</summary>
    public ExportFaultException OfTimeout(string what, TimeSpan limit, long bytes) => new(new ExportFault(
        FaultCodes.Unavailable,
        string.Create(CultureInfo.InvariantCulture, $"The source of {name} {what} for {limit.TotalSeconds:0.#} s, after {bytes} bytes."),
        Retry: true));

    private TimeSpan? RetryAfterOf(HttpResponseMessage answer)
    {
        var header = answer.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
