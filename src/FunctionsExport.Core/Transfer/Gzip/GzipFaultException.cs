namespace FunctionsExport.Transfer.Gzip;

/// <summary>Ends the reading of a gzip file that is bad.</summary>
internal sealed class GzipFaultException(GzipFault fault) : Exception(
    $"At offset {fault.Offset}: expected {fault.Expected}, found {fault.Found}.")
{
    public GzipFault Fault { get; } = fault;
}
