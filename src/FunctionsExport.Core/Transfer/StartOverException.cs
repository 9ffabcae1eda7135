using FunctionsExport.Providers;

namespace FunctionsExport.Transfer;

/// <summary>What was read so far is of no use any more, or what was staged is gone: the file is begun again.</summary>
/// <param name="fault">What ends the copy when this has happened too often.</param>
/// <param name="mayResume">Whether the blocks that are staged may be built on.</param>
internal sealed class StartOverException(ExportFault fault, bool mayResume) : Exception(fault.Message)
{
    public ExportFault Fault => fault;

    public bool MayResume => mayResume;
}
