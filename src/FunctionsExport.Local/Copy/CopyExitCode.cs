namespace FunctionsExport.Copy;

/// <summary>How <c>copy</c> ends; the codes that <c>verify</c> has too mean the same.</summary>
internal enum CopyExitCode
{
    /// <summary>The blob is there, and what is in it is proven.</summary>
    Copied = 0,

    /// <summary>The command line is wrong, the file cannot be opened, or the report cannot be written.</summary>
    Usage = 2,

    /// <summary>The blob is there, but nothing in the file could prove it.</summary>
    NothingProven = 3,

    /// <summary>The source failed.</summary>
    SourceFailed = 4,

    /// <summary>Blob Storage failed, or has another blob of that name.</summary>
    SinkFailed = 5,

    /// <summary>The file is bad; nothing was committed.</summary>
    Fault = 6,

    /// <summary>Ctrl-C. What is staged stays for a day or a week, so that the same command goes on.</summary>
    Interrupted = 130,
}
