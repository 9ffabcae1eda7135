namespace FunctionsExport.Verification;

/// <summary>Why a file is bad.</summary>
/// <param name="Layer">Which part of it.</param>
/// <param name="Offset">Where, in bytes from the beginning of that part.</param>
/// <param name="Expected">What should be there, as words that follow "expected".</param>
/// <param name="Found">What is there, as words that follow "found".</param>
internal sealed record FileFault(FaultLayer Layer, long Offset, string Expected, string Found)
{
    /// <summary>What follows the file's name in a sentence.</summary>
    public override string ToString() => $"{Place}: expected {Expected}, found {Found}";

    private string Place => Layer switch
    {
        FaultLayer.Rdb => $"at offset {Offset} of the RDB",
        FaultLayer.Gzip => $"at offset {Offset} (gzip)",
        _ => $"at offset {Offset}",
    };
}
