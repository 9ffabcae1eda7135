namespace FunctionsExport.Verify;

/// <summary>How <c>verify</c> ends.</summary>
internal enum ExitCode
{
    /// <summary>Every file is proven: its structure, its checksum or both.</summary>
    Proven = 0,

    /// <summary>The command line is wrong, a file cannot be read, or the report cannot be written.</summary>
    Usage = 2,

    /// <summary>A file was read without fault, but has nothing that could prove it.</summary>
    NothingProven = 3,

    /// <summary>A file is bad.</summary>
    Fault = 6,

    /// <summary>Ctrl-C.</summary>
    Interrupted = 130,
}
