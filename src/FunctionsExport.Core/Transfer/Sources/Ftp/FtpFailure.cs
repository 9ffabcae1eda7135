namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>Why something could not be done at an FTP server.</summary>
internal enum FtpFailure
{
    /// <summary>The name cannot be resolved, or nothing listens there.</summary>
    Unreachable,

    /// <summary>A step has taken too long.</summary>
    TimedOut,

    /// <summary>A connection has ended before its time.</summary>
    Broken,

    /// <summary>The server asks to come back later.</summary>
    Busy,

    /// <summary>The server's certificate is refused by us.</summary>
    NotTrusted,

    /// <summary>No TLS came about, or the server does not offer it.</summary>
    NoTls,

    /// <summary>The server refuses a data connection that does not resume the control connection's TLS session.</summary>
    SessionNotReused,

    /// <summary>The server refuses the user or the password.</summary>
    LoginRefused,

    /// <summary>The directory is not there, or may not be entered: servers give one answer for both.</summary>
    NoDirectory,

    /// <summary>The file is not there, or may not be read: servers give one answer for both.</summary>
    NoFile,

    /// <summary>The server refuses what was asked.</summary>
    Refused,

    /// <summary>What the server says cannot be, or breaks a limit.</summary>
    BadReply,
}
