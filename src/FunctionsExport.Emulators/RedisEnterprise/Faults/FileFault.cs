namespace FunctionsExport.Emulators.RedisEnterprise.Faults;

/// <summary>What is wrong with a file of an export that says it succeeded.</summary>
internal enum FileFault
{
    None,

    /// <summary>The file is not there.</summary>
    Missing,

    /// <summary>The file has no bytes.</summary>
    Empty,

    /// <summary>The second half of the file is not there.</summary>
    Truncated,

    /// <summary>One byte in the middle of the file is another.</summary>
    Corrupted,
}
