namespace FunctionsExport.Verification;

/// <summary>Which part of a file is bad.</summary>
internal enum FaultLayer
{
    /// <summary>The file is of no kind that is known; offsets are the file's.</summary>
    File,

    /// <summary>The compression; offsets are the file's.</summary>
    Gzip,

    /// <summary>The RDB; offsets are those of the RDB, inflated.</summary>
    Rdb,
}
