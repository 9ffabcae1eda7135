namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>Something could not be done at an FTP server. The message holds no address and nothing that the server has written.</summary>
internal sealed class FtpException : IOException
{
    public FtpException(FtpFailure failure, string message, int? code = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        Code = code;
    }

    public FtpFailure Failure { get; }

    /// <summary>The server's reply code; null when it is not about a reply.</summary>
    public int? Code { get; }
}
