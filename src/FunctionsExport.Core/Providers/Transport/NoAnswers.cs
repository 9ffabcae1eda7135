namespace FunctionsExport.Providers.Transport;

/// <summary>Tells why requests got no answer, and whether they may have arrived.</summary>
internal static class NoAnswers
{
    /// <summary>The kind of a failure.</summary>
    /// <param name="error">What the HTTP client threw; a cancellation is a time-out, the caller's own is not given here.</param>
    public static NoAnswer KindOf(Exception error) => error switch
    {
        HttpRequestException e => e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => NoAnswer.NotResolved,
            HttpRequestError.ConnectionError => NoAnswer.NotConnected,
            HttpRequestError.ProxyTunnelError => NoAnswer.NoTunnel,
            HttpRequestError.SecureConnectionError => NoAnswer.NoTls,
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => NoAnswer.NotHttp,
            _ => NoAnswer.Broken,
        },
        OperationCanceledException { InnerException: TimeoutException } => NoAnswer.ConnectTimedOut,
        OperationCanceledException => NoAnswer.TimedOut,
        _ => NoAnswer.Broken,
    };

    /// <summary>Whether the request may have arrived. Its body tells for certain; without one the kind of failure has to.</summary>
    public static RequestFate FateOf(NoAnswer kind, TrackedBody? body) =>
        (body?.Begun ?? kind is NoAnswer.NotHttp or NoAnswer.TimedOut or NoAnswer.Broken)
            ? RequestFate.Unanswered
            : RequestFate.NotSent;
}
