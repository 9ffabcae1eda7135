namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>An export cannot be carried out, for one of the documented reasons.</summary>
internal sealed class ExportFailedException : Exception
{
    public ExportFailedException(string reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    public ExportFailedException(string message)
        : this(FailureReasons.GeneralError, message)
    {
    }

    public ExportFailedException(string message, Exception innerException)
        : this(FailureReasons.GeneralError, message, innerException)
    {
    }

    public ExportFailedException()
    {
    }

    /// <summary>One of <see cref="FailureReasons"/>.</summary>
    public string Reason { get; } = FailureReasons.GeneralError;
}
