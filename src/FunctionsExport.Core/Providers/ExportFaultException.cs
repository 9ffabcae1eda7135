namespace FunctionsExport.Providers;

/// <summary>Carries an <see cref="ExportFault"/> to the activity that reports it as its result.</summary>
public sealed class ExportFaultException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExportFaultException(ExportFault fault, RequestFate fate = RequestFate.Answered, Exception? innerException = null)
        : base(fault?.Message, innerException)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Fault = fault;
        Fate = fate;
    }

    /// <summary>The failure.</summary>
    public ExportFault Fault { get; }

    /// <summary>What became of the request that failed.</summary>
    public RequestFate Fate { get; }
}
