namespace FunctionsExport.Rdb;

/// <summary>Why no server would load a file.</summary>
/// <param name="Offset">Where, in bytes from the file's beginning. Of a file that ends too early, its length.</param>
/// <param name="Expected">What should be there, as words that follow "expected".</param>
/// <param name="Found">What is there, as words that follow "found".</param>
internal sealed record RdbFault(long Offset, string Expected, string Found)
{
    /// <inheritdoc/>
    public override string ToString() => $"at offset {Offset}: expected {Expected}, found {Found}";
}
