namespace FunctionsExport.Transfer.Gzip;

/// <summary>Why a file is no gzip file, or not all of one.</summary>
/// <param name="Offset">Where, in bytes from the file's beginning, compressed. Of a file that ends too early, its length.</param>
/// <param name="Expected">What should be there, as words that follow "expected".</param>
/// <param name="Found">What is there, as words that follow "found".</param>
internal sealed record GzipFault(long Offset, string Expected, string Found);
