namespace FunctionsExport.Providers.Transport;

/// <summary>Why a request got no answer.</summary>
internal enum NoAnswer
{
    /// <summary>The host's name could not be resolved.</summary>
    NotResolved,

    /// <summary>Nothing could be connected to.</summary>
    NotConnected,

    /// <summary>No connection came about in time.</summary>
    ConnectTimedOut,

    /// <summary>The proxy did not connect to the host.</summary>
    NoTunnel,

    /// <summary>No TLS came about; the exception says why.</summary>
    NoTls,

    /// <summary>What answers does not speak HTTP as it should.</summary>
    NotHttp,

    /// <summary>The answer did not come in time.</summary>
    TimedOut,

    /// <summary>The connection broke.</summary>
    Broken,
}
