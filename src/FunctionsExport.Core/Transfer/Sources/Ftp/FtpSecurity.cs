namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>How an FTP connection is protected.</summary>
internal enum FtpSecurity
{
    /// <summary>Not at all: the password and the data travel in clear.</summary>
    None,

    /// <summary>By TLS from the first byte, on a port of its own, usually 990.</summary>
    Implicit,

    /// <summary>By TLS that the command AUTH begins (RFC 4217); a server that refuses it is not spoken to any further.</summary>
    Explicit,
}
