namespace FunctionsExport.Emulators.Processes;

/// <summary>How an FTP server uses TLS (RFC 4217).</summary>
internal enum FtpTls
{
    None,

    /// <summary>After the command AUTH TLS.</summary>
    Explicit,

    /// <summary>From the first byte.</summary>
    Implicit,
}
